// A page asks for a key, the person makes it on a token at the terminal, an authority certifies it, and the page hands
// the certificate over: bare frames to a running agent, SoftHSM as the token, openssl as the judge.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Agent, anchors as strangers, configDir, environment, eventually, programs, questions, run } from './lib/agent.mjs';
import { certify } from './lib/authority.mjs';
import { derOf, opensslVerifies } from './lib/judges.mjs';
import { childrenOf } from './lib/processes.mjs';
import { Socket } from './lib/socket.mjs';
import { SoftToken } from './lib/soft_token.mjs';

const origin = 'https://pki.example';
const module = 'kz.gov.pki.knca.basics';
const storage = 'AKKaztokenStore';
const subject = { commonName: 'ТЕСТОВ ТЕСТ', surname: 'ТЕСТОВ', patronymic: 'ТЕСТОВИЧ', iin: '123456789011' };
const canceled = { body: {}, status: true };
const place = /The number of the place[^\n]*: $/;
const proceed = /Go on\?[^\n]*: $/;

let folder;
let keys;
let token;
let agent;
let page;

/** The agent of this person, which trusts the authority of this folder. */
async function start(anchors) {
  agent = await Agent.launch(['--ui', 'terminal', '--key-folder', keys, '--anchors', anchors],
    { ...environment, ...token.environment });
  page = await Socket.open(agent.url, { origin });
  const active = () => page.exchange({ module: 'kz.gov.pki.knca.commonUtils', method: 'getActiveTokens' });
  await eventually(async () => (await active()).responseObject.length > 0);
}
async function stop() {
  await page?.close();
  await agent?.stop();
}
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qoltanba-enrolment-token-'));
  keys = path.join(folder, 'keys');
  mkdirSync(keys);
  token = SoftToken.create();
  await start(strangers);
});
after(async () => {
  await stop();
  token?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (args = {}, who = page) => who.exchange({ module, method: 'generateCsr', args: { subject, ...args } });
const importing = (certificate) => page.exchange({ module, method: 'importCertificate', args: { certificate } });
const journal = () => readFileSync(path.join(configDir, 'journal'), 'utf8');
const modules = () => childrenOf(agent.process.pid).filter(({ command }) => command.includes('qoltanba-token-module'));

/** What other programs see on the token. */
const objects = () => token.run('pkcs11-tool', '--module', '/usr/lib/softhsm/libsofthsm2.so', '--token-label', token.label,
  '--login', '--pin', token.pin, '--list-objects');

/** The person answers the questions in turn, each once it stands there. */
async function answers(...turns) {
  for (const [question, answer] of turns) {
    await agent.tells(question);
    await agent.shown();
    agent.process.stdin.write(`${answer}\n`);
  }
}

/** The line of the token among the places, once the person agreed to go on. */
async function goesOn() {
  await agent.tells(proceed);
  const shown = await agent.shown();
  agent.process.stdin.write('y\n');
  return { shown, number: /^ +(\d+)\. On the device: KAZTOKEN/m.exec(shown)?.[1] };
}

for (const family of ['rsa', 'ecdsa-p256']) {
  test(`${family}: the key is made on the token, certified, its certificate written beside it, and it signs`, async () => {
    await agent.shown();
    const asked = ask({ family, use: 'signature' });
    const { shown, number } = await goesOn();
    for (const words of [origin, ...Object.values(subject), `In a file: ${keys}`]) assert.ok(shown.includes(words), `${words} in ${shown}`);
    await answers([place, number]);
    await agent.tells(questions.pin);
    assert.match(await agent.shown(), /The key is made on “KAZTOKEN” and never leaves it/);
    agent.process.stdin.write(`${token.pin}\n`);
    const made = await asked;
    assert.equal(made.status, true, JSON.stringify(made));
    const [pem] = made.body.result;
    const judged = run('openssl', ['req', '-verify', '-noout', '-subject', '-nameopt', 'utf8'], pem);
    assert.equal(judged.status, 0, judged.output.toString());
    assert.match(judged.output.toString(), /ТЕСТОВ ТЕСТ.*IIN123456789011/s);
    assert.deepEqual(readdirSync(keys), []);
    assert.match(objects(), /Private Key Object[^]*ТЕСТОВ ТЕСТ[^]*never extractable/);

    const { anchors, certificate } = certify(pem, path.join(folder, family));
    await stop();
    await start(anchors);
    await agent.shown();
    const imported = importing(certificate.toString('base64'));
    const issued = await goesOn();
    assert.match(issued.shown, /IIN: 123456789011[^]*was found on “KAZTOKEN”/);
    await answers([questions.pin, token.pin]);
    assert.deepEqual(await imported, { body: { result: [storage] }, status: true });
    assert.match(objects(), /Certificate Object[^]*ТЕСТОВ ТЕСТ/);

    await agent.shown();
    const signing = page.exchange({
      module: 'kz.gov.pki.knca.commonUtils', method: 'createCAdESFromBase64',
      args: [storage, 'SIGNATURE', Buffer.from('Өтініш').toString('base64'), true],
    });
    await agent.personSignsWith('KAZTOKEN', token.pin);
    const signed = await signing;
    assert.equal(signed.code, '200', JSON.stringify(signed));
    const cms = derOf(signed.responseObject);
    assert.equal(opensslVerifies(folder, cms).toString(), 'Өтініш');
    const file = path.join(folder, 'signed.cms');
    writeFileSync(file, cms);
    const verified = run(programs.command, ['verify', file, '--json', '--offline', '--anchors', anchors]);
    assert.equal(verified.status, 0, verified.output.toString());
    for (const outcome of ['made', 'imported', 'signed']) assert.ok(journal().includes(`"outcome":"${outcome}"`));
    const again = await importing(certificate.toString('base64'));
    assert.match(again.details, /^waiting_key_not_found: /);
    await stop();
    token.remove();
    token = SoftToken.create();
    await start(strangers);
  });
}

test('the page says where the key may be made, and what no token makes is not offered on one', async () => {
  await agent.shown();
  const in_file = ask({ family: 'rsa', allowedStorages: ['PKCS12'] });
  await agent.tells(proceed);
  assert.doesNotMatch(await agent.shown(), /KAZTOKEN/);
  agent.process.stdin.write('\n');
  assert.deepEqual(await in_file, canceled);

  const on_token = ask({ family: 'rsa', allowedStorages: [storage, null] });
  const { shown } = await goesOn();
  assert.doesNotMatch(shown, /In a file/);
  assert.match(shown, /The key is made on “KAZTOKEN”/);
  await answers([questions.pin, '']);
  assert.deepEqual(await on_token, canceled);

  const gost = ask({ family: 'gost' });
  await agent.tells(proceed);
  assert.doesNotMatch(await agent.shown(), /KAZTOKEN/);
  agent.process.stdin.write('\n');
  assert.deepEqual(await gost, canceled);

  const refused = async (args, details) => {
    const reply = await ask(args);
    assert.equal(reply.code, 'CSR_GENERATING_FAILURE', JSON.stringify(reply));
    assert.match(reply.details, details);
  };
  await agent.shown();
  await refused({ family: 'gost', allowedStorages: [storage] }, /^unsupported_algorithm: /);
  await refused({ family: 'rsa', allowedStorages: ['AKJaCartaStore'] }, /^storage_empty: /);
  await refused({ family: 'rsa', allowedStorages: ['Kaztoken'] }, /^storage_unknown: /);
  assert.equal(await agent.shown(), '');
});

test('a wrong PIN is told with the tries that are left; whoever cancels then leaves nothing on the token', async () => {
  await agent.shown();
  const asked = ask({ family: 'ecdsa-p256', allowedStorages: [storage] });
  await goesOn();
  await answers([questions.pin, '654321']);
  await agent.tells(questions.pin);
  assert.match(await agent.shown(), /The PIN is wrong[^]*tries are left/);
  agent.process.stdin.write('\n');
  assert.deepEqual(await asked, canceled);
  assert.doesNotMatch(objects(), /Key Object/);
});

test('a page that leaves at the PIN, or while the key is made, leaves nothing on the token', async () => {
  const others = modules().length;
  for (const leaves_at_pin of [true, false]) {
    await agent.shown();
    const leaving = await Socket.open(agent.url, { origin: `https://leaving-${leaves_at_pin}.example` });
    leaving.ws.send(JSON.stringify({
      module, method: 'generateCsr', args: { subject, family: 'rsa', bits: 4096, allowedStorages: [storage] },
    }));
    await goesOn();
    await agent.tells(questions.pin);
    if (!leaves_at_pin) {
      agent.process.stdin.write(`${token.pin}\n`);
      await eventually(() => modules().length > others);
    }
    await leaving.close();
    await agent.tells(/The site withdrew its request/);
    await eventually(() => modules().length === others);
    assert.doesNotMatch(objects(), /Key Object/);
    assert.ok(agent.alive);
  }
});

test('a certificate for nobody\'s key is told so, without a window', async () => {
  const other = SoftToken.create();
  other.enrol('rsa');
  const issued = path.join(other.folder, 'rsa', 'issued');
  const certificate = readFileSync(path.join(issued, readdirSync(issued).find((name) => name.endsWith('.cer'))));
  other.remove();
  await agent.shown();
  const reply = await importing([certificate.toString('base64')]);
  assert.equal(reply.code, 'CERTIFICATE_IMPORTING_FAILURE', JSON.stringify(reply));
  assert.match(reply.details, /^waiting_key_not_found: /);
  assert.equal(await agent.shown(), '');
});
