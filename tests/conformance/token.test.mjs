// Pages sign with a token: SoftHSM with keys of the demonstration authority, the published client, and the person at the
// agent's terminal.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { Agent, eventually, key } from './lib/agent.mjs';
import { assertValid, derOf, opensslVerifies, xmlsecVerifies } from './lib/judges.mjs';
import { childrenOf } from './lib/processes.mjs';
import { Socket } from './lib/socket.mjs';
import { SoftToken } from './lib/soft_token.mjs';

const { NCALayerClient } = createRequire(import.meta.url)('ncalayer-js-client');
const { basicsStorageKAZTOKEN: tokens, basicsSignerAny: anySigner } = NCALayerClient;
const storage = 'AKKaztokenStore';
const text = 'Прошу изменить мои реквизиты';
const base64 = Buffer.from(text).toString('base64');

let token;
let agent;
let client;

before(async () => {
  token = SoftToken.create({ keys: ['person_signature_rsa', 'person_authentication_rsa'] });
  agent = await Agent.startWith(token.environment, '--allow-local-clients');
  client = new NCALayerClient(agent.url, false);
  await client.connect();
  await eventually(async () => (await client.getActiveTokens()).length > 0);
});
after(async () => {
  await agent?.stop();
  token?.remove();
});

/** The answer of a call for which the person opens the token and agrees. */
async function signed(call) {
  await agent.shown();
  const [answer] = await Promise.all([call(), agent.personSignsWith('KAZTOKEN', token.pin)]);
  return answer;
}

test('the token is among the active ones, under NCALayer\'s name for it', async () => {
  assert.deepEqual(await client.getActiveTokens(), [storage]);
});

test('getTokensInfo tells that it can sign, and does not name it', async () => {
  const page = await Socket.open(agent.url);
  const ask = (...args) => page.exchange({ module: 'kz.gov.pki.knca.commonUtils', method: 'getTokensInfo', args });
  const name = { kk: 'KAZTOKEN', ru: 'KAZTOKEN', en: 'KAZTOKEN' };
  assert.deepEqual(await ask(storage), { responseObject: [{ storage, name, state: 'ready' }], code: '200' });
  assert.deepEqual(await ask(), await ask(storage));
  assert.deepEqual(await ask('PKCS12', 'AKAKEYStore'), { responseObject: [], code: '200' });
  assert.deepEqual(await ask('Kaztoken'), { code: '500', message: 'storage.unknown' });
  await page.close();
});

test('getKeyInfo tells the certificate on the token', async () => {
  const info = await signed(() => client.getKeyInfo(storage));
  assert.equal(info.algorithm, 'RSA');
  assert.equal(info.subjectCn, 'ТЕСТОВ ТЕСТ');
  assert.equal(info.serialNumber, new X509Certificate(info.pem).serialNumber.toLowerCase().replace(/^0+/, ''));
});

test('createCAdESFromBase64 attached and detached', async () => {
  const attached = derOf(await signed(() => client.createCAdESFromBase64(storage, base64, 'SIGNATURE', true)));
  assert.equal(opensslVerifies(agent.folder, attached).toString(), text);
  assert.equal(assertValid(agent.folder, attached).signatures[0].signer.iin, '123456789011');
  opensslVerifies(agent.folder, derOf(await signed(() => client.createCAdESFromBase64(storage, base64))), text);
});

test('createCAdESFromBase64Hash', async () => {
  const digest = createHash('sha256').update(text).digest('base64');
  opensslVerifies(agent.folder, derOf(await signed(() => client.createCAdESFromBase64Hash(storage, digest))), text);
});

test('signXml, with the key for signing and the one for logging in', async () => {
  xmlsecVerifies(agent.folder, await signed(() => client.signXml(storage, '<a>1</a>')));
  xmlsecVerifies(agent.folder, await signed(() => client.signXml(storage, '<login/>', 'AUTHENTICATION')));
});

test('signXmls, each document in order, in one window', async () => {
  const all = await signed(() => client.signXmls(storage, ['<a>1</a>', '<b>2</b>']));
  all.forEach((xml, index) => {
    assert.ok(xml.includes(['<a>1', '<b>2'][index]));
    xmlsecVerifies(agent.folder, xml);
  });
});

test('basicsSignCMS of a text, of its hash, and of several in one window', async () => {
  const one = await signed(() => client.basicsSignCMS(tokens, base64, { decode: true, encapsulate: true }, anySigner));
  assert.equal(opensslVerifies(agent.folder, derOf(one)).toString(), text);
  const digest = createHash('sha256').update(text).digest('base64');
  const of_hash = { decode: true, encapsulate: false, digested: true };
  opensslVerifies(agent.folder, derOf(await signed(() => client.basicsSignCMS(tokens, digest, of_hash, anySigner))), text);
  const several = ['one', 'two', 'three'];
  const all = await signed(() => client.basicsSignCMS(
    tokens, several.map((each) => Buffer.from(each).toString('base64')), { decode: true, encapsulate: false }, anySigner));
  several.forEach((each, index) => opensslVerifies(agent.folder, derOf(all[index]), each));
});

test('basicsSignXML', async () => {
  const [xml] = await signed(() => client.basicsSignXML(tokens, '<tag>data</tag>', NCALayerClient.basicsXMLParams, anySigner));
  xmlsecVerifies(agent.folder, xml);
});

test('basics.sign raw gives a bare signature', async () => {
  const socket = await Socket.open(agent.url);
  const answer = await signed(() => socket.exchange({
    module: 'kz.gov.pki.knca.basics',
    method: 'sign',
    args: {
      allowedStorages: tokens, format: 'raw', data: base64,
      signingParams: { decode: true, outputCert: true }, signerParams: { extKeyUsageOids: [] },
    },
  }));
  await socket.close();
  const { signatures: [signature], certificate } = answer.body.result;
  const { publicKey } = new X509Certificate(certificate);
  assert.ok(verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64')));
});

test('a wrong PIN is told as one, and the right one signs after it', async () => {
  await agent.shown();
  const asked = client.signXml(storage, '<a/>');
  await agent.personPicks('KAZTOKEN', '654321');
  await agent.tells(/PIN[^\n]*\n[^]*PIN[^\n]*: $/);
  agent.process.stdin.write(`${token.pin}\ny\n`);
  xmlsecVerifies(agent.folder, await asked);
});

test('the person cancels at the PIN and after the certificate', async () => {
  for (const answers of [[''], [token.pin, '']]) {
    await agent.shown();
    const canceled = assert.rejects(client.signXml(storage, '<a/>'), { message: '500: action.canceled' });
    await agent.personPicks('KAZTOKEN', ...answers);
    await canceled;
  }
});

test('a page that asks for key files is not shown the token, and one that asks for any storage is', async () => {
  await agent.shown();
  const files = assert.rejects(client.createCAdESFromBase64('PKCS12', base64), { message: '500: action.canceled' });
  await agent.tells(/: $/);
  assert.doesNotMatch(agent.output, /KAZTOKEN/);
  agent.process.stdin.write('\n');
  await files;
  opensslVerifies(agent.folder, derOf(await signed(
    () => client.basicsSignCMS(null, base64, { decode: true, encapsulate: true }, anySigner))));
});

/** The processes that hold modules for this agent. */
const modules = () => childrenOf(agent.process.pid).filter(({ command }) => command.includes('qoltanba-token-module'));

test('a request leaves no process behind', async () => {
  const before_it = modules().map(({ pid }) => pid);
  await signed(() => client.signXml(storage, '<a/>'));
  await eventually(() => modules().length === before_it.length);
  assert.deepEqual(modules().map(({ pid }) => pid), before_it);
});

/** A batch that signs for long enough, on a busy machine too, that others come in the meantime. */
const batchSize = 4000;
const batch = { module: 'kz.gov.pki.knca.basics', method: 'sign', args: {
  allowedStorages: tokens, format: 'cms', data: Array.from({ length: batchSize }, (_, i) => `document ${i}`),
  signingParams: {}, signerParams: { extKeyUsageOids: [] },
} };

/** Opens a page, starts the batch and waits until its signatures are being made; gives page, answer and the process
    that makes them. */
async function startBatch() {
  const watching = new Set(modules().map(({ pid }) => pid));
  const page = await Socket.open(agent.url, { origin: 'https://first.example' });
  await agent.shown();
  const answer = page.exchange(batch);
  await agent.personOpens('KAZTOKEN', token.pin);
  const [signer] = modules().filter(({ pid }) => !watching.has(pid));
  agent.process.stdin.write('y\n');
  return { page, answer, signer };
}

test('two pages at once share no login: the second is asked for the PIN while the first signs', async () => {
  const { page: first, answer } = await startBatch();
  let done = false;
  answer.then(() => { done = true; });
  const second = await Socket.open(agent.url, { origin: 'https://second.example' });
  const signXml = { module: 'kz.gov.pki.knca.commonUtils', method: 'signXml', args: [storage, 'SIGNATURE', '<a/>', '', ''] };
  await agent.shown();
  const refused = second.exchange(signXml);
  await agent.personPicks('KAZTOKEN', '');
  assert.deepEqual(await refused, { code: '500', message: 'action.canceled' });
  assert.equal(done, false, 'the first page had its answer already');
  await agent.shown();
  const wrong = second.exchange(signXml);
  await agent.personPicks('KAZTOKEN', '654321', '');
  assert.equal((await wrong).code, '500');
  assert.equal(done, false, 'the first page had its answer already');
  assert.equal((await answer).body.result.length, batchSize);
  await Promise.all([first.close(), second.close()]);
});

test('a module that crashes while it signs costs that request and nothing else', async () => {
  const others = modules();
  const { page, answer, signer } = await startBatch();
  process.kill(signer.pid, 'SIGSEGV');
  assert.equal((await answer).status, false);
  assert.ok(agent.alive);
  assert.deepEqual(modules().map(({ pid }) => pid), others.map(({ pid }) => pid));
  await page.close();
  xmlsecVerifies(agent.folder, await signed(() => client.signXml(storage, '<a/>')));
  agent.personSigns(key('person_signature_rsa'));
  xmlsecVerifies(agent.folder, await client.signXml('PKCS12', '<a/>'));
});

test('a module that crashes while it watches is started again, and the others never notice', async () => {
  const before_it = modules();
  const victim = before_it.find(({ command }) => command.includes('softhsm'));
  process.kill(victim.pid, 'SIGSEGV');
  await eventually(() => modules().some(({ pid, command }) => pid !== victim.pid && command.includes('softhsm')));
  const now = new Set(modules().map(({ pid }) => pid));
  for (const { pid } of before_it) assert.equal(now.has(pid), pid !== victim.pid);
  await eventually(async () => (await client.getActiveTokens()).length === 1);
  xmlsecVerifies(agent.folder, await signed(() => client.signXml(storage, '<a/>')));
});

test('a module that crashes whenever it is started costs what it serves, and no other', async () => {
  const configuration = path.join(token.folder, 'opensc.conf');
  writeFileSync(configuration, `app default {
    card_drivers = crashing, internal;
    card_driver crashing { module = ${process.env.QOLTANBA_CRASHING_DRIVER}; }
  }`);
  await agent.stop();
  agent = await Agent.startWith({ ...token.environment, OPENSC_CONF: configuration }, '--allow-local-clients');
  client = new NCALayerClient(agent.url, false);
  await client.connect();
  await agent.tells(/opensc-pkcs11/);
  assert.deepEqual(await client.getActiveTokens(), [storage]);
  xmlsecVerifies(agent.folder, await signed(() => client.signXml(storage, '<a/>')));
  assert.ok(agent.alive);
});

for (const [family, method] of [['ecdsa-p256', 'ecdsa-sha256'], ['ecdsa-p384', 'ecdsa-sha384']]) {
  test(`${family}: a key that was made on the token signs as CMS for openssl and as XML for xmlsec1`, async () => {
    await agent.stop();
    token.remove();
    token = SoftToken.create();
    agent = await Agent.startWith(token.environment, '--allow-local-clients', '--anchors', token.enrol(family));
    client = new NCALayerClient(agent.url, false);
    await client.connect();
    await eventually(async () => (await client.getActiveTokens()).length > 0);
    const attached = derOf(await signed(() => client.createCAdESFromBase64(storage, base64, 'SIGNATURE', true)));
    assert.equal(opensslVerifies(agent.folder, attached).toString(), text);
    const detached = derOf(await signed(() => client.createCAdESFromBase64(storage, base64)));
    opensslVerifies(agent.folder, detached, text);
    assert.throws(() => opensslVerifies(agent.folder, detached, `${text}!`), /openssl refuses/);
    const xml = await signed(() => client.signXml(storage, '<a>1</a>'));
    assert.ok(xml.includes(`http://www.w3.org/2001/04/xmldsig-more#${method}"`), xml);
    xmlsecVerifies(agent.folder, xml);
    assert.throws(() => xmlsecVerifies(agent.folder, xml.replace('<a>1', '<a>2')), /xmlsec1 refuses/);
  });
}
