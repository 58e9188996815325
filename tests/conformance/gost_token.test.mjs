// Pages sign with a GOST key on a token: the module of tests/gost_token, the published client, the person at the terminal,
// libgcrypt as the judge.
import { after, afterEach, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Agent, anchors, environment, eventually, home, noKeys, programs, questions, run } from './lib/agent.mjs';
import { certify } from './lib/authority.mjs';
import { assertValid, derOf, gcryptVerifies } from './lib/judges.mjs';
import { Socket } from './lib/socket.mjs';

const { NCALayerClient } = createRequire(import.meta.url)('ncalayer-js-client');
const storage = 'AKKaztokenStore';
const pin = '123456';
const text = 'Прошу изменить мои реквизиты';
const base64 = Buffer.from(text).toString('base64');

const folder = mkdtempSync(path.join(tmpdir(), 'qoltanba-gost-token-'));

let agent;
let client;
let page;

function plugIn(settings) {
  const { status, output } = run(programs.gostToken, [home, '--anchors', anchors, '--settings', settings]);
  assert.equal(status, 0, output.toString());
}

/** An agent that knows the token and trusts these authorities. */
async function launch(trusted = anchors) {
  const options = ['--ui', 'terminal', '--key-folder', noKeys, '--allow-local-clients', '--anchors', trusted];
  agent = await Agent.launch(options, environment, programs.agentWithGost);
  client = new NCALayerClient(agent.url, false);
  await client.connect();
  await eventually(async () => (await client.getActiveTokens()).includes(storage));
}

/** The token is plugged in, its certificate's authority is trusted. */
async function start(settings) {
  plugIn(settings);
  await launch();
}

async function stop() {
  await page?.close();
  page = undefined;
  await agent?.stop();
}
afterEach(stop);
after(() => rmSync(folder, { recursive: true, force: true }));

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

const origin = 'https://pki.example';
const subject = { commonName: 'ТЕСТОВ ТЕСТ', surname: 'ТЕСТОВ', patronymic: 'ТЕСТОВИЧ', iin: '123456789011' };
const basics = (method, args) => page.exchange({ module: 'kz.gov.pki.knca.basics', method, args });
const generate = (args) => basics('generateCsr', { subject, family: 'gost', use: 'both', ...args });

/** The person agrees to what is shown, chooses the token where there is a choice, and types its PIN; gives what was
    shown before it. */
async function personAllows({ choosing }) {
  await agent.tells(/Go on\?[^\n]*: $/);
  let shown = await agent.shown();
  const number = /^ +(\d+)\. On the device: GOST/m.exec(shown)?.[1];
  agent.process.stdin.write('y\n');
  if (choosing) {
    await agent.tells(/The number of the place[^\n]*: $/);
    shown += await agent.shown();
    agent.process.stdin.write(`${number}\n`);
  }
  await agent.tells(questions.pin);
  shown += await agent.shown();
  agent.process.stdin.write(`${pin}\n`);
  return shown;
}

ways.slice(0, 2).forEach(([way, settings], index) => {
  test(`a page asks for a key, has it certified, hands the certificate over and gets a CMS: ${way}`, async () => {
    await start(settings);
    page = await Socket.open(agent.url, { origin });
    await agent.shown();
    const asked = generate();
    const shown = await personAllows({ choosing: true });
    for (const words of [origin, ...Object.values(subject), 'The key is made on “GOST” and never leaves it']) {
      assert.ok(shown.includes(words), `${words} in ${shown}`);
    }
    const made = await asked;
    assert.equal(made.status, true, JSON.stringify(made));
    const request = derOf(made.body.result[0]);
    gcryptVerifies(folder, 'PKCS10', request, `IIN${subject.iin}`);
    const changed = Buffer.from(request);
    changed[request.indexOf(subject.iin)] = '2'.charCodeAt(0);
    assert.throws(() => gcryptVerifies(folder, 'PKCS10', changed, 'IIN223456789011'), /libgcrypt refuses/);

    const issued = certify(made.body.result[0], path.join(folder, `authority-${index}`));
    await stop();
    await launch(issued.anchors);
    page = await Socket.open(agent.url, { origin });
    await agent.shown();
    const imported = basics('importCertificate', { certificate: issued.certificate.toString('base64') });
    assert.match(await personAllows({ choosing: false }), /IIN: 123456789011[^]*was found on “GOST”/);
    assert.deepEqual(await imported, { body: { result: [storage] }, status: true });

    const signing = basics('sign', {
      allowedStorages: [storage], format: 'cms', data: base64, signingParams: { decode: true },
      signerParams: { iin: subject.iin, chain: [] },
    });
    await agent.personSignsWith('GOST', pin);
    const signature = await signing;
    assert.equal(signature.status, true, JSON.stringify(signature));
    const cms = derOf(signature.body.result[0]);
    assert.ok(cms.includes(issued.certificate));
    gcryptVerifies(folder, 'CMS', cms, text);
    assert.throws(() => gcryptVerifies(folder, 'CMS', cms, `${text}!`), /libgcrypt refuses/);
    const file = path.join(folder, 'signed.cms');
    writeFileSync(file, cms);
    const judged = run(programs.command, ['verify', file, '--offline', '--anchors', issued.anchors]);
    assert.equal(judged.status, 0, judged.output.toString());
  });
});

test('a token that signs nothing but what it hashed itself is no place for a new key', async () => {
  await start('hashes');
  page = await Socket.open(agent.url, { origin });
  await agent.shown();
  const refused = await generate({ allowedStorages: [storage] });
  assert.equal(refused.code, 'CSR_GENERATING_FAILURE', JSON.stringify(refused));
  assert.match(refused.details, /^unsupported_algorithm: /);
  assert.equal(await agent.shown(), '');
});
