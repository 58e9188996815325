// The published ncalayer-js-client against the running agent; the person sits at the agent's terminal.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { createHash, X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';

import { Agent, key, password } from './lib/agent.mjs';
import { assertValid, derOf, judgement, opensslVerifies, xmlsecVerifies } from './lib/judges.mjs';

const { NCALayerClient } = createRequire(import.meta.url)('ncalayer-js-client');

let agent;
let client;

before(async () => {
  agent = await Agent.start('--allow-local-clients');
  client = new NCALayerClient(agent.url, false);
  assert.equal(await client.connect(), '1.4');
});
after(() => agent.stop());

const text = 'Прошу изменить мои реквизиты';
const base64 = Buffer.from(text).toString('base64');
const { basicsStoragePKCS12: files, basicsSignerAny: anySigner, fileStorageType } = NCALayerClient;

/** The call fails as the client reports a cancellation of commonUtils. */
const canceled = (call) => assert.rejects(call, { message: '500: action.canceled' });

test('the client does not take the agent for another product', () => assert.equal(client.isKmd, false));

test('no token is plugged in', async () => assert.deepEqual(await client.getActiveTokens(), []));

test('getKeyInfo tells the certificate the person chose', async () => {
  agent.personSigns(key('person_signature_rsa'));
  const info = await client.getKeyInfo(fileStorageType);
  const certificate = new X509Certificate(info.pem);
  assert.equal(info.algorithm, 'RSA');
  assert.equal(info.subjectCn, 'ТЕСТОВ ТЕСТ');
  assert.equal(info.subjectDn, 'CN=ТЕСТОВ ТЕСТ,SURNAME=ТЕСТОВ,SERIALNUMBER=IIN123456789011,C=KZ,G=ТЕСТОВИЧ');
  assert.equal(info.serialNumber, certificate.serialNumber.toLowerCase().replace(/^0+/, ''));
  assert.equal(info.certNotBefore, String(certificate.validFromDate?.getTime() ?? Date.parse(certificate.validFrom)));
  assert.equal(info.certNotAfter, String(certificate.validToDate?.getTime() ?? Date.parse(certificate.validTo)));
  assert.match(info.alias, /^[0-9a-f]{40}$/);
  assert.equal(info.keyId, info.alias);
});

for (const [name, file] of [['GOST', 'person_gost'], ['RSA', 'person_signature_rsa']]) {
  test(`createCAdESFromBase64 attached, ${name}`, async () => {
    agent.personSigns(key(file));
    const der = derOf(await client.createCAdESFromBase64(fileStorageType, base64, 'SIGNATURE', true));
    const report = assertValid(agent.folder, der);
    assert.equal(report.signatures[0].signer.iin, '123456789011');
    if (name === 'RSA') assert.equal(opensslVerifies(agent.folder, der).toString(), text);
  });

  test(`createCAdESFromBase64 detached, ${name}`, async () => {
    agent.personSigns(key(file));
    const der = derOf(await client.createCAdESFromBase64(fileStorageType, base64));
    assertValid(agent.folder, der, text);
    if (name === 'RSA') opensslVerifies(agent.folder, der, text);
  });

  test(`signXml, ${name}`, async () => {
    agent.personSigns(key(file));
    const xml = await client.signXml(fileStorageType, '<login><url>test</url><сессия>1</сессия></login>');
    assert.match(xml, /^<\?xml version="1\.0" encoding="UTF-8" standalone="no"\?><login>/);
    assertValid(agent.folder, xml);
    if (name === 'RSA') xmlsecVerifies(agent.folder, xml);
  });
}

test('createCAdESFromBase64Hash signs the digest it is given', async () => {
  agent.personSigns(key('person_signature_rsa'));
  const digest = createHash('sha256').update(text).digest('base64');
  const der = derOf(await client.createCAdESFromBase64Hash(fileStorageType, digest));
  opensslVerifies(agent.folder, der, text);
});

test('a digest of any length is signed as it is', async () => {
  agent.personSigns();
  const der = derOf(await client.createCAdESFromBase64Hash(fileStorageType, Buffer.alloc(68, 7).toString('base64')));
  assert.ok(der.includes(Buffer.concat([Buffer.from([0x04, 68]), Buffer.alloc(68, 7)])));
});

test('signXmls signs each document in order, in one window', async () => {
  agent.personSigns(key('person_signature_rsa'));
  const signed = await client.signXmls(fileStorageType, ['<a>1</a>', '<b>2</b>', '<c>3</c>']);
  assert.equal(signed.length, 3);
  signed.forEach((xml, index) => {
    assert.ok(xml.includes(`<${'abc'[index]}>${index + 1}<`));
    xmlsecVerifies(agent.folder, xml);
  });
});

test('signXml signs an element by its Id and puts the signature where the page says', async () => {
  agent.personSigns(key('person_signature_rsa'));
  const xml = await client.signXml(fileStorageType, '<doc><part Id="p1">text</part><end/></doc>', 'SIGNATURE', '//part', '/doc/end');
  assert.match(xml, /<end><ds:Signature/);
  assert.match(xml, /URI="#p1"/);
  xmlsecVerifies(agent.folder, xml, '--id-attr:Id', 'part');
  const strict = judgement(agent.folder, xml);
  assert.equal(strict.status, 2);
  assert.deepEqual(strict.report.signatures[0].reasons.map((reason) => reason.code), ['only_part_signed']);
  const { status, report } = judgement(agent.folder, xml, undefined, '--part');
  assert.equal(status, 0);
  assert.deepEqual(report.signatures[0].parts.map((part) => [part.element, part.uri]), [['part', '#p1']]);
});

test('an AUTHENTICATION key is found for logging in', async () => {
  agent.personSigns(key('person_authentication_rsa'));
  assertValid(agent.folder, await client.signXml(fileStorageType, '<login/>', 'AUTHENTICATION'));
  agent.personSigns(key('person_gost'));
  assertValid(agent.folder, await client.signXml(fileStorageType, '<login/>', 'AUTHENTICATION'));
});

test('basicsSignCMS signs one document', async () => {
  agent.personSigns(key('person_signature_rsa'));
  const pem = await client.basicsSignCMS(files, base64, { decode: true, encapsulate: true }, anySigner);
  assert.match(pem, /^-----BEGIN CMS-----\n[\s\S]+\n-----END CMS-----\n$/);
  assert.equal(opensslVerifies(agent.folder, derOf(pem)).toString(), text);
  assertValid(agent.folder, pem);
});

test('basicsSignCMS signs the text itself unless told to decode it', async () => {
  agent.personSigns(key('person_signature_rsa'));
  const pem = await client.basicsSignCMS(files, base64, NCALayerClient.basicsCMSParams, anySigner);
  assert.equal(opensslVerifies(agent.folder, derOf(pem)).toString(), base64);
});

test('basicsSignCMS signs an array in one window', async () => {
  agent.personSigns();
  const documents = ['one', 'two', 'three'].map((one) => Buffer.from(one).toString('base64'));
  const signed = await client.basicsSignCMS(files, documents, NCALayerClient.basicsCMSParamsDetachedNoTSP, anySigner);
  assert.equal(signed.length, 3);
  ['one', 'two', 'three'].forEach((content, index) => assertValid(agent.folder, signed[index], content));
});

test('basicsSignCMS signs detached', async () => {
  agent.personSigns();
  const pem = await client.basicsSignCMS(files, base64, NCALayerClient.basicsCMSParamsDetachedNoTSP, anySigner);
  assertValid(agent.folder, pem, text);
});

test('basicsSignCMS signs a hash', async () => {
  agent.personSigns(key('person_signature_rsa'));
  const digest = createHash('sha256').update(text).digest('base64');
  const pem = await client.basicsSignCMS(files, digest, { decode: true, encapsulate: false, digested: true }, anySigner);
  opensslVerifies(agent.folder, derOf(pem), text);
});

test('basicsSignXML signs a document', async () => {
  agent.personSigns(key('person_signature_rsa'));
  const [xml] = await client.basicsSignXML(files, '<tag>data</tag>', NCALayerClient.basicsXMLParams, anySigner);
  assert.ok(xml.includes('soDZFGIUsZ1x0sK/7x1bJvtGeQsO0BKOVwAvKxC3RJY='));
  xmlsecVerifies(agent.folder, xml);
});

test('a request that needs a time stamp gets an error where no service can be reached', async () => {
  agent.personSigns();
  await assert.rejects(client.createCMSSignatureFromBase64(fileStorageType, base64), /500: time_stamp_unavailable/);
  agent.personSigns();
  await assert.rejects(
    client.basicsSignCMS(files, base64, NCALayerClient.basicsCMSParamsDetached, anySigner), { canceledByUser: undefined });
});

for (const step of ['key', 'password', 'certificate']) {
  test(`the person cancels at the ${step}`, async () => {
    const cancels = (call) => {
      agent.personCancels(step);
      return canceled(call());
    };
    await cancels(() => client.getKeyInfo(fileStorageType));
    await cancels(() => client.createCAdESFromBase64(fileStorageType, base64));
    await cancels(() => client.createCAdESFromBase64Hash(fileStorageType, base64));
    await cancels(() => client.signXml(fileStorageType, '<a/>'));
    await cancels(() => client.signXmls(fileStorageType, ['<a/>', '<b/>']));
    agent.personCancels(step);
    await assert.rejects(client.basicsSignCMS(files, base64, {}, anySigner), { canceledByUser: true });
    agent.personCancels(step);
    await assert.rejects(client.basicsSignXML(files, '<a/>', {}, anySigner), { canceledByUser: true });
  });
}

test('changeLocale is answered, and from then on the agent speaks that language', async () => {
  assert.equal(await client.changeLocale('kk'), undefined);
});

test('the window named the caller and showed the text that was signed', async () => {
  await agent.shown();
  agent.personSigns();
  await client.createCAdESFromBase64(fileStorageType, base64, 'SIGNATURE', true);
  const shown = await agent.shown();
  assert.ok(shown.includes(text), shown);
});

// wine cannot look into the socket that is the agent's standard input here, so there the agent notices that a page has
// gone only after the next key; a Windows console and Windows pipes can be waited for.
const stepsLeftAt = process.env.QOLTANBA_UNDER_WINE ? {} : { key: '', password: `${key('person_gost')}\n`, certificate: `${key('person_gost')}\n${password}\n` };
for (const [step, answers] of Object.entries(stepsLeftAt)) {
  test(`a connection that goes at the ${step} takes its question with it`, async () => {
    const gone = new NCALayerClient(agent.url, false);
    await gone.connect();
    await agent.shown();
    const asked = assert.rejects(gone.createCAdESFromBase64(fileStorageType, base64));
    agent.process.stdin.write(answers);
    await agent.tells({ key: /Кілттің нөмірі/, password: /Құпиясөз/, certificate: /\(y — иә/ }[step]);
    gone.wsConnection.close();
    await asked;
    await agent.tells(/қайтарып алды/);
    agent.personSigns(key('person_gost'));
    assertValid(agent.folder, derOf(await client.createCAdESFromBase64(fileStorageType, base64, 'SIGNATURE', true)));
  });
}
