// Time stamps and revocation as pages meet them: the published client and bare frames against the running agent, whose
// services are the test's own.
import { after, before, beforeEach, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { Agent, programs, run } from './lib/agent.mjs';
import { derOf, opensslVerifies } from './lib/judges.mjs';
import { Services } from './lib/services.mjs';
import { Socket } from './lib/socket.mjs';

const { NCALayerClient } = createRequire(import.meta.url)('ncalayer-js-client');
const { basicsStoragePKCS12: files, basicsSignerAny: anySigner, fileStorageType } = NCALayerClient;

const text = 'Прошу изменить мои реквизиты';
const base64 = Buffer.from(text).toString('base64');
const families = [['GOST', 'person_gost'], ['RSA', 'person_signature_rsa']];

let services;
let agent;
let client;

/** National policies, so that each family has its own service. */
const services_of = ({ tspGost, tspRsa }) =>
  ['--tsa', `1.2.398.3.3.2.6.4=${tspGost}`, '--tsa', `1.2.398.3.3.2.6.2=${tspRsa}`, '--anchors', services.anchors];

before(async () => {
  services = await Services.start();
  agent = await Agent.start('--allow-local-clients', ...services_of(services));
  client = new NCALayerClient(agent.url, false);
  await client.connect();
});
beforeEach(() => services.become({ reset: true }));
after(async () => {
  await agent?.stop();
  await services?.stop();
});

const signs = (name) => agent.personSigns(services.key(name));

/** `qoltanba verify` of this CMS, asking nobody. */
function judged(der, content) {
  const file = path.join(agent.folder, 'stamped.cms');
  writeFileSync(file, der);
  const args = ['verify', file, '--json', '--offline', '--anchors', services.anchors];
  if (content !== undefined) {
    writeFileSync(path.join(agent.folder, 'content'), content);
    args.push('--content', path.join(agent.folder, 'content'));
  }
  const { status, output } = run(programs.command, args);
  assert.equal(status, 0, output.toString());
  return JSON.parse(output.toString());
}

const levels = (der, content) => JSON.stringify(judged(der, content)).match(/"level":"(B|T|LT|LTA)"/g) ?? [];
const isStamped = (der, content) => assert.deepEqual(levels(der, content), ['"level":"T"']);
const isNotStamped = (der, content) => assert.deepEqual(levels(der, content), ['"level":"B"']);

/** openssl's word on the time stamp beside an RSA signature of 2048 bits. */
function opensslVerifiesStamp(der) {
  // id-aa-timeStampToken, after the headers of attribute and unsignedAttrs; before those the signature's 256 octets.
  const type = Buffer.from('060b2a864886f70d010910020e', 'hex');
  const at = der.indexOf(type);
  assert.ok(at > 0, 'no time stamp');
  const signature = at - 8;
  assert.equal(der.subarray(signature - 260, signature - 256).toString('hex'), '04820100');
  const file = (name) => path.join(agent.folder, name);
  writeFileSync(file('signature'), der.subarray(signature - 256, signature));
  const token = at + type.length + 4;  // SET with two octets of length
  assert.equal(der[token], 0x30);
  writeFileSync(file('token'), der.subarray(token, token + 4 + der.readUInt16BE(token + 2)));
  const pem = ['root_rsa_demo.cer', 'nca_rsa_demo.cer'].map((name) =>
    execFileSync('openssl', ['x509', '-inform', 'DER', '-in', path.join(services.anchors, name)]).toString());
  writeFileSync(file('anchors.pem'), pem.join(''));
  const { status, output } = run('openssl', ['ts', '-verify', '-data', file('signature'), '-in', file('token'), '-token_in',
    '-CAfile', file('anchors.pem')]);
  assert.equal(status, 0, `openssl refuses the time stamp: ${output}`);
}

for (const [family, name] of families) {
  test(`createCMSSignatureFromBase64 has a time stamp, ${family}`, async () => {
    signs(name);
    const attached = derOf(await client.createCMSSignatureFromBase64(fileStorageType, base64, 'SIGNATURE', true));
    isStamped(attached);
    signs(name);
    const detached = derOf(await client.createCMSSignatureFromBase64(fileStorageType, base64));
    isStamped(detached, text);
    if (family !== 'RSA') return;
    assert.equal(opensslVerifies(agent.folder, attached).toString(), text);
    opensslVerifiesStamp(attached);
    opensslVerifiesStamp(detached);
  });

  test(`basicsSignCMS with a tsaProfile has a time stamp, ${family}`, async () => {
    signs(name);
    isStamped(derOf(await client.basicsSignCMS(files, base64, NCALayerClient.basicsCMSParamsAttached, anySigner)));
    signs(name);
    isStamped(derOf(await client.basicsSignCMS(files, base64, NCALayerClient.basicsCMSParamsDetached, anySigner)), text);
  });

  test(`applyCAdEST adds a time stamp without a window, ${family}`, async () => {
    signs(name);
    const cms = await client.createCAdESFromBase64(fileStorageType, base64, 'SIGNATURE', true);
    isNotStamped(derOf(cms));
    await agent.shown();
    const socket = await Socket.open(agent.url);
    const reply = await socket.exchange({
      module: 'kz.gov.pki.knca.commonUtils', method: 'applyCAdEST', args: ['PKCS12', 'SIGNATURE', cms], uuid: 'u1',
    });
    await socket.close();
    assert.deepEqual(Object.keys(reply).sort(), ['code', 'responseObject', 'uuid']);
    assert.equal(reply.code, '200');
    isStamped(Buffer.from(reply.responseObject, 'base64'));
    if (family === 'RSA') opensslVerifiesStamp(Buffer.from(reply.responseObject, 'base64'));
    assert.equal(await agent.shown(), '');
  });
}

test('createCMSSignatureFromFile has a time stamp', async () => {
  const socket = await Socket.open(agent.url);
  const file = path.join(agent.folder, 'letter.txt');
  writeFileSync(file, text);
  agent.process.stdin.write(`${file}\n`);
  const call = (method, ...args) => socket.exchange({ module: 'kz.gov.pki.knca.commonUtils', method, args });
  assert.equal((await call('showFileChooser', 'ALL', '')).responseObject, file);
  signs('person_gost');
  const reply = await call('createCMSSignatureFromFile', 'PKCS12', 'SIGNATURE', file, true);
  await socket.close();
  isStamped(Buffer.from(reply.responseObject, 'base64'));
});

test('createCAdES and a tsaProfile of null or false have no time stamp, and no service is asked', async () => {
  signs('person_gost');
  isNotStamped(derOf(await client.createCAdESFromBase64(fileStorageType, base64, 'SIGNATURE', true)));
  for (const tsaProfile of [null, false, undefined]) {
    signs('person_gost');
    const params = { decode: true, encapsulate: true, tsaProfile };
    isNotStamped(derOf(await client.basicsSignCMS(files, base64, params, anySigner)));
  }
  assert.equal((await services.become({})).tsp.requests, 0);
});

for (const fault of ['wrong_nonce', 'wrong_imprint', 'other_policy', 'damaged_signature', 'expired_authority', 'refused', 'garbage']) {
  test(`a service with ${fault} costs the page its signature`, async () => {
    await services.become({ route: 'tsp', fault });
    signs('person_gost');
    await assert.rejects(client.createCMSSignatureFromBase64(fileStorageType, base64), /500: (time_stamp|malformed_time_stamp)/);
  });
}

test('each dialect tells a failed time stamp in its own form', async () => {
  await services.become({ route: 'tsp', fault: 'status_500' });
  const socket = await Socket.open(agent.url);
  signs('person_gost');
  assert.deepEqual(
    await socket.exchange({
      module: 'kz.gov.pki.knca.commonUtils', method: 'createCMSSignatureFromBase64', args: ['PKCS12', 'SIGNATURE', base64, true],
    }),
    { code: '500', message: 'time_stamp_unavailable: A time stamp is not available.' });
  signs('person_gost');
  assert.deepEqual(
    await socket.exchange({
      module: 'kz.gov.pki.knca.basics', method: 'sign',
      args: { format: 'cms', data: base64, signingParams: { decode: true, tsaProfile: {} }, signerParams: { extKeyUsageOids: [] } },
    }),
    {
      code: 'SIGNING_FAILURE', message: 'Signing has failed.', status: false,
      details: 'time_stamp_unavailable: A time stamp is not available.',
    });
  await socket.close();
});

test('a revoked key does not sign, and the person is told why', async () => {
  const listing = execFileSync('openssl',
    ['pkcs12', '-in', services.key('head_signature_rsa'), '-passin', 'pass:Qwerty12', '-nokeys', '-legacy'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const serial = execFileSync('openssl', ['x509', '-noout', '-serial'], { input: listing }).toString().trim().slice(7).toLowerCase();
  await services.become({ revoke: serial });
  await agent.shown();
  agent.process.stdin.write(`${services.key('head_signature_rsa')}\nQwerty12\n\n`);
  await assert.rejects(client.createCAdESFromBase64(fileStorageType, base64), /500: action\.canceled/);
  assert.match(await agent.shown(), /The certificate has been revoked/);
});

test('where nobody tells whether a key was revoked the person is warned and may sign', async () => {
  for (const route of ['ocsp', 'crl']) await services.become({ route, fault: 'status_500' });
  await agent.shown();
  signs('employee_gost');
  isNotStamped(derOf(await client.createCAdESFromBase64(fileStorageType, base64, 'SIGNATURE', true)));
  assert.match(await agent.shown(), /! Whether the certificate was revoked could not be checked/);
});

test('by the rule of refusal such a key does not sign', async () => {
  const strict = await Agent.start('--allow-local-clients', '--revocation', 'refuse', '--config-dir', path.join(agent.folder, 'strict'),
    ...services_of(services));
  try {
    for (const route of ['ocsp', 'crl']) await services.become({ route, fault: 'status_500' });
    const ca = readFileSync(path.join(agent.folder, 'strict', 'localhost-ca.pem'));
    const socket = await Socket.open(strict.url, { ca });
    strict.process.stdin.write(`${services.key('employee_gost')}\nQwerty12\n\n`);
    const reply = await socket.exchange({
      module: 'kz.gov.pki.knca.commonUtils', method: 'createCAdESFromBase64', args: ['PKCS12', 'SIGNATURE', base64, true],
    });
    assert.equal(reply.message, 'action.canceled');
    await socket.close();
    assert.match(await strict.shown(), /could not be checked/);
  } finally {
    await strict.stop();
  }
});

test('by the rule of the line a page gets its signature, and a copy is stamped when a service answers', async () => {
  const config = path.join(agent.folder, 'queue');
  const options = ['--allow-local-clients', '--time-stamp-offline', 'queue', '--config-dir', config, ...services_of(services)];
  const kept = () => path.join(config, 'stamping', 'signatures');
  await services.become({ route: 'tsp', fault: 'status_500' });
  let patient = await Agent.start(...options);
  try {
    const socket = await Socket.open(patient.url, { ca: readFileSync(path.join(config, 'localhost-ca.pem')) });
    patient.personSigns(services.key('person_gost'));
    const reply = await socket.exchange({
      module: 'kz.gov.pki.knca.commonUtils', method: 'createCMSSignatureFromBase64', args: ['PKCS12', 'SIGNATURE', base64, true],
    });
    await socket.close();
    isNotStamped(Buffer.from(reply.responseObject, 'base64'));
    const [name] = readdirSync(kept());
    isNotStamped(readFileSync(path.join(kept(), name)));
    await patient.stop();

    await services.become({ reset: true });
    patient = await Agent.start(...options);
    const file = path.join(kept(), name);
    const before = readFileSync(file).length;
    for (let tries = 0; tries < 500 && readFileSync(file).length === before; tries += 1) {
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    isStamped(readFileSync(file));
  } finally {
    await patient.stop();
  }
});
