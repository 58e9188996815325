// From a page's wish for a key to a signature with it: bare frames to a running agent, the person at its terminal, an
// authority that issues what the request asks for.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Agent, anchors as strangers, configDir, password, programs, run } from './lib/agent.mjs';
import { certify } from './lib/authority.mjs';
import { derOf, opensslVerifies } from './lib/judges.mjs';
import { Socket } from './lib/socket.mjs';

const origin = 'https://pki.example';
const module = 'kz.gov.pki.knca.basics';
const subject = { commonName: 'ТЕСТОВ ТЕСТ', surname: 'ТЕСТОВ', patronymic: 'ТЕСТОВИЧ', iin: '123456789011', email: 't@example.kz' };
const canceled = { body: {}, status: true };

let folder;
let keys;
let agent;
let page;

/** The agent of this person, which trusts the authority of this folder. */
async function start(anchors) {
  agent = await Agent.launch(['--ui', 'terminal', '--key-folder', keys, '--anchors', anchors]);
  page = await Socket.open(agent.url, { origin });
}
async function stop() {
  await page?.close();
  await agent?.stop();
}
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qoltanba-enrolment-'));
  keys = path.join(folder, 'Кілттер');
  mkdirSync(keys);
  await start(strangers);
});
after(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const generate = (args = {}) => page.exchange({ module, method: 'generateCsr', args: { subject, ...args } });
const importing = (certificate) => page.exchange({ module, method: 'importCertificate', args: { certificate } });
const types = (...lines) => agent.process.stdin.write(`${lines.join('\n')}\n`);
const lying = (ending) => readdirSync(keys).filter((name) => name.endsWith(ending));
const journal = () => readFileSync(path.join(configDir, 'journal'), 'utf8');

function forgetKeys() {
  for (const name of readdirSync(keys)) rmSync(path.join(keys, name));
}

for (const [family, kind] of [['rsa', 'RSA256_'], ['gost', 'GOST512_'], ['ecdsa-p256', 'ECDSA256_']]) {
  test(`${family}: a page asks for a key, has it certified, hands the certificate over and gets a signature`, async () => {
    await agent.shown();
    types('y', password, password);
    const made = await generate({ family, use: family === 'gost' ? 'both' : 'signature' });
    assert.equal(made.status, true, JSON.stringify(made));
    const [pem] = made.body.result;
    assert.match(pem, /^-----BEGIN CERTIFICATE REQUEST-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE REQUEST-----\n$/);
    const shown = await agent.shown();
    for (const words of [origin, ...Object.values(subject), keys]) assert.ok(shown.includes(words), `${words} in ${shown}`);
    assert.ok(!shown.includes(password));
    assert.equal(lying('.key').length, 1);
    if (process.platform !== 'win32') assert.equal(statSync(path.join(keys, lying('.key')[0])).mode & 0o77, 0);
    if (family !== 'gost') {
      const judged = run('openssl', ['req', '-verify', '-noout', '-subject', '-nameopt', 'utf8'], pem);
      assert.equal(judged.status, 0, judged.output.toString());
      assert.match(judged.output.toString(), /ТЕСТОВ ТЕСТ.*IIN123456789011/s);
    }

    const { anchors, certificate } = certify(pem, path.join(folder, family));
    await stop();
    await start(anchors);
    await agent.shown();
    types('y', password);
    const imported = await importing(certificate.toString('base64'));
    assert.equal(imported.status, true, JSON.stringify(imported));
    const [name] = imported.body.result;
    assert.ok(name.startsWith(kind) && name.endsWith('.p12'), name);
    assert.equal(path.basename(name), name);
    assert.deepEqual(readdirSync(keys), [name]);
    assert.match(await agent.shown(), /IIN: 123456789011/);

    agent.personSigns(path.join(keys, name));
    const signed = await page.exchange({
      module: 'kz.gov.pki.knca.commonUtils', method: 'createCAdESFromBase64',
      args: ['PKCS12', 'SIGNATURE', Buffer.from('Өтініш').toString('base64'), true],
    });
    assert.equal(signed.code, '200', JSON.stringify(signed));
    const cms = derOf(signed.responseObject);
    const file = path.join(folder, 'signed.cms');
    writeFileSync(file, cms);
    const verified = run(programs.command, ['verify', file, '--json', '--offline', '--anchors', anchors]);
    assert.equal(verified.status, 0, verified.output.toString());
    assert.ok(verified.output.toString().includes('123456789011'));
    if (family === 'rsa') {
      assert.equal(opensslVerifies(folder, cms).toString(), 'Өтініш');
      assert.match(new X509Certificate(certificate).subject, /ТЕСТОВ/);
    }
    for (const outcome of ['made', 'imported', 'signed']) assert.ok(journal().includes(`"outcome":"${outcome}"`));
    forgetKeys();
  });
}

test('the person cancels a key at every step, and none is left', async () => {
  for (const lines of [[''], ['y', ''], ['y', password, '']]) {
    types(...lines);
    assert.deepEqual(await generate(), canceled);
  }
  types('y', 'short', 'short', password, password.replace('2', '3'), '');
  assert.deepEqual(await generate(), canceled);
  assert.match(await agent.shown(), /6 to 32 characters[^]*The passwords differ/);
  assert.deepEqual(readdirSync(keys), []);
});

test('a page that leaves in the middle of the password leaves no key', async () => {
  await agent.shown();
  const leaving = await Socket.open(agent.url, { origin: 'https://leaving.example' });
  leaving.ws.send(JSON.stringify({ module, method: 'generateCsr', args: { subject } }));
  types('y');
  await agent.tells(/New password[^\n]*: $/);
  await leaving.close();
  await agent.tells(/The site withdrew its request/);
  assert.deepEqual(readdirSync(keys), []);
});

test('hostile words are refused before the person sees anything', async () => {
  await agent.shown();
  const refused = async (args, code, details) => {
    const reply = await generate(args);
    assert.equal(reply.status, false);
    assert.equal(reply.code, code, JSON.stringify(reply));
    assert.match(reply.details, details);
  };
  await refused({ subject: { ...subject, iin: '1' } }, 'CSR_GENERATING_FAILURE', /^certificate_subject_wrong: /);
  await refused({ subject: { ...subject, commonName: 'a\u0000b' } }, 'CSR_GENERATING_FAILURE', /^certificate_subject_wrong: /);
  await refused({ subject: { ...subject, organisation: 'Ә'.repeat(1 << 20) } }, 'CSR_GENERATING_FAILURE', /^certificate_subject_wrong: /);
  await refused({ subject: { ...subject, email: 'x' } }, 'CSR_GENERATING_FAILURE', /^certificate_subject_wrong: /);
  await refused({ bits: 1 << 30 }, 'INVOCATION_ERROR', /^bits is none of/);
  await refused({ family: '../../etc' }, 'INVOCATION_ERROR', /^family is none of/);
  assert.equal(await agent.shown(), '');
});

test('words that reorder their neighbours are shown as what they are', async () => {
  await agent.shown();
  types('');
  assert.deepEqual(await generate({ subject: { ...subject, organisation: 'АО \u202E«ТСЕТ»' } }), canceled);
  assert.match(await agent.shown(), /АО ⟨U\+202E⟩«ТСЕТ»/);
});

test('a certificate that no key waits for is told so, without a window', async () => {
  await agent.shown();
  types('y', password, password);
  const [pem] = (await generate({ family: 'ecdsa-p256' })).body.result;
  const { certificate } = certify(pem, path.join(folder, 'stranger'));
  forgetKeys();
  await agent.shown();
  const reply = await importing([certificate.toString('base64')]);
  assert.equal(reply.code, 'CERTIFICATE_IMPORTING_FAILURE');
  assert.match(reply.details, /^waiting_key_not_found: /);
  assert.equal(await agent.shown(), '');
});

test('a wrong password joins nothing; the key waits on for the right one, trusted or not', async () => {
  types('y', password, password);
  const [pem] = (await generate({ family: 'ecdsa-p384' })).body.result;
  const { certificate } = certify(pem, path.join(folder, 'doubtful'));
  await agent.shown();
  types('y', 'Wrong123', '');
  assert.deepEqual(await importing(certificate.toString('base64')), canceled);
  assert.match(await agent.shown(), /! The certificate[^]*The password is wrong/);
  assert.equal(lying('.key').length, 1);
  types('y', password);
  assert.match((await importing(certificate.toString('base64'))).body.result[0], /^ECDSA384_[0-9a-f]+\.p12$/);
  forgetKeys();
});

test('a site that is blocked at the window of a key asks for none any more', async () => {
  const blocked = await Socket.open(agent.url, { origin: 'https://blocked.example' });
  types('b');
  const call = { module, method: 'generateCsr', args: { subject } };
  assert.deepEqual(await blocked.exchange(call), canceled);
  await agent.shown();
  const refused = await blocked.exchange(call);
  assert.equal(refused.code, 'CSR_GENERATING_FAILURE');
  assert.match(refused.details, /^origin_refused: /);
  assert.equal(await agent.shown(), '');
  await blocked.close();
});
