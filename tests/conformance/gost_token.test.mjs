// Pages sign with a GOST key on a token: the module of tests/gost_token, the published client, the person at the terminal,
// libgcrypt as the judge.
import { afterEach, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';

import { Agent, anchors, environment, eventually, home, noKeys, programs, run } from './lib/agent.mjs';
import { assertValid, derOf, gcryptVerifies } from './lib/judges.mjs';

const { NCALayerClient } = createRequire(import.meta.url)('ncalayer-js-client');
const storage = 'AKKaztokenStore';
const pin = '123456';
const text = 'Прошу изменить мои реквизиты';
const base64 = Buffer.from(text).toString('base64');

let agent;
let client;

/** The token is plugged in, its certificate's authority is trusted. */
async function start(settings) {
  const { status, output } = run(programs.gostToken, [home, '--anchors', anchors, '--settings', settings]);
  assert.equal(status, 0, output.toString());
  const options = ['--ui', 'terminal', '--key-folder', noKeys, '--allow-local-clients'];
  agent = await Agent.launch(options, environment, programs.agentWithGost);
  client = new NCALayerClient(agent.url, false);
  await client.connect();
  await eventually(async () => (await client.getActiveTokens()).includes(storage));
}
afterEach(() => agent?.stop());

async function signed(call) {
  await agent.shown();
  return (await Promise.all([call(), agent.personSignsWith('GOST', pin)]))[0];
}

const ways = [
  ['r and s little-endian over a digest', ''],
  ['s before r, each big-endian', 's-first big-endian'],
  ['the numbers of Certex', 'certex'],
  ['a device that hashes itself', 'hashes'],
];
for (const [way, settings] of ways) {
  test(`a page signs CMS and XML: ${way}`, async () => {
    await start(settings);
    assert.equal((await signed(() => client.getKeyInfo(storage))).algorithm, 'ECGOST3410-2015-512');
    const attached = derOf(await signed(() => client.createCAdESFromBase64(storage, base64, 'SIGNATURE', true)));
    gcryptVerifies(agent.folder, 'CMS', attached, text);
    assert.equal(assertValid(agent.folder, attached).signatures[0].signer.iin, '123456789011');
    const detached = derOf(await signed(() => client.createCAdESFromBase64(storage, base64)));
    gcryptVerifies(agent.folder, 'CMS', detached, text);
    assert.throws(() => gcryptVerifies(agent.folder, 'CMS', detached, `${text}!`), /libgcrypt refuses/);
    const xml = await signed(() => client.signXml(storage, '<құжат>1</құжат>'));
    gcryptVerifies(agent.folder, 'XML', xml);
    assertValid(agent.folder, xml);
    assert.throws(() => gcryptVerifies(agent.folder, 'XML', xml.replace('>1<', '>2<')), /libgcrypt refuses/);
  });
}

test('several documents in one window, after a wrong PIN', async () => {
  await start('s-first');
  await agent.shown();
  const asked = client.signXmls(storage, ['<a>1</a>', '<b>2</b>']);
  await agent.personPicks('GOST', '654321');
  await agent.tells(/at least 2 tries are left[^]*PIN[^\n]*: $/);
  agent.process.stdin.write(`${pin}\ny\n`);
  const all = await asked;
  assert.equal(all.length, 2);
  for (const xml of all) gcryptVerifies(agent.folder, 'XML', xml);
});
