// Pages sign with a card in a reader: the virtual PIV card behind pcscd and OpenSC's module, as a KAZTOKEN by its answer
// to reset. What a card can do wrong, it does.
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';

import { Agent, eventually, key, questions } from './lib/agent.mjs';
import { derOf, opensslVerifies, xmlsecVerifies } from './lib/judges.mjs';
import { childrenOf } from './lib/processes.mjs';
import { Socket } from './lib/socket.mjs';
import { Card, Readers } from './lib/virtual_card.mjs';

const { NCALayerClient } = createRequire(import.meta.url)('ncalayer-js-client');
const storage = 'AKKaztokenStore';
const kaztoken = ['--atr', '3B88014B415A544F4B454E82', '--outside'];
const text = 'Прошу изменить мои реквизиты';
const base64 = Buffer.from(text).toString('base64');
const { pin } = Card;

let readers;
let card;
let agent;
let client;

before(async () => { readers = await Readers.start(); });
after(() => readers?.end());

/** Each test has an agent and a card of its own, plugged in. */
beforeEach(async () => {
  agent = await Agent.startWith(readers.environment, '--allow-local-clients');
  client = new NCALayerClient(agent.url, false);
  await client.connect();
  card = await readers.card({ options: kaztoken });
  await plugIn();
});
afterEach(async () => {
  await agent?.stop();
  await card?.end();
});

const isActive = async () => (await client.getActiveTokens()).includes(storage);

const kazTokenIs = (state) => [{ storage, name: { kk: 'KAZTOKEN', ru: 'KAZTOKEN', en: 'KAZTOKEN' }, state }];
/** What getTokensInfo answers about all storages, or these; the published client does not know the method. */
async function tokensInfo(...storages) {
  const page = await Socket.open(agent.url, { origin: 'https://bank.example' });
  const answer = await page.exchange({ module: 'kz.gov.pki.knca.commonUtils', method: 'getTokensInfo', args: storages });
  await page.close();
  assert.equal(answer.code, '200', JSON.stringify(answer));
  return answer.responseObject;
}

async function plugIn() {
  await card.insert();
  await eventually(isActive);
}

const device = 'Virtual PCD 00 00';

/** The person opens the card and agrees; `call`'s answer. */
async function signed(call) {
  await agent.shown();
  const [answer] = await Promise.all([call(), agent.personSignsWith(device, pin)]);
  return answer;
}

const sign = () => client.createCAdESFromBase64(storage, base64, 'SIGNATURE', true);

/** The page gets a signature that openssl verifies. */
async function signs() {
  assert.equal(opensslVerifies(agent.folder, derOf(await signed(sign))).toString(), text);
}

/** The agent is well: a page signs with a key file, and of modules' processes one each is left, which watches. */
async function isWell() {
  assert.ok(agent.alive);
  agent.personSigns(key('person_signature_rsa'));
  xmlsecVerifies(agent.folder, await client.signXml('PKCS12', '<a/>'));
  await eventually(() => {
    const modules = childrenOf(agent.process.pid).map(({ command }) => command);
    return new Set(modules).size === modules.length;
  });
}

test('a page signs as CMS and XML, and asks for the certificate', async () => {
  await signs();
  xmlsecVerifies(agent.folder, await signed(() => client.signXml(storage, '<a/>')));
  assert.equal((await signed(() => client.getKeyInfo(storage))).subjectCn, 'ТЕСТОВ ТЕСТ');
  assert.equal((await card.counts()).signatures, 2);
});

test('the key that wants its PIN before every signature gets it for each document of a batch', async () => {
  const documents = ['one', 'two', 'three'];
  const all = await signed(() => client.basicsSignCMS(
    [storage], documents, { encapsulate: true }, NCALayerClient.basicsSignerSignAny));
  documents.forEach((each, index) => assert.equal(opensslVerifies(agent.folder, derOf(all[index])).toString(), each));
  const counts = await card.counts();
  assert.equal(counts.signatures, 3);
  assert.ok(counts.pins >= 4, JSON.stringify(counts));
});

const isReady = async () => (await tokensInfo(storage))[0]?.state === 'ready';

for (const [method, isThere] of [['getActiveTokens', isActive], ['getTokensInfo', isReady]]) {
  test(`${method} tells within a second that the card came and went`, async (t) => {
    const took = { came: [], went: [] };
    for (let round = 0; round < 5; round += 1) {
      for (const [what, change, is] of [['went', () => card.remove(), false], ['came', () => card.insert(), true]]) {
        await change();
        const from = performance.now();
        await eventually(async () => await isThere() === is);
        took[what].push(Math.round(performance.now() - from));
      }
    }
    t.diagnostic(`went: ${took.went} ms; came: ${took.came} ms`);
    for (const times of Object.values(took)) assert.ok(times.toSorted((a, b) => a - b)[2] < 1000, JSON.stringify(took));
  });
}

test('getTokensInfo tells of the card what it is and nothing that another one would not tell', async () => {
  assert.deepEqual(await tokensInfo(), kazTokenIs('ready'));
  assert.deepEqual(await tokensInfo('AKJaCartaStore', storage), kazTokenIs('ready'));
  assert.deepEqual(await tokensInfo('AKJaCartaStore'), []);
});

/** Within a second. */
async function tellsState(state) {
  const from = performance.now();
  await eventually(async () => (await tokensInfo())[0]?.state === state);
  assert.ok(performance.now() - from < 1000);
  assert.deepEqual(await tokensInfo(), kazTokenIs(state));
}

/** The page is told that the storage is empty. */
const isTold = (call) => assert.rejects(call, { message: '500: storage.empty' });

/** The person opened the card for `asked` and agrees, `meanwhile` happens to the card. */
async function agrees(meanwhile = () => {}) {
  await agent.personOpens(device, pin);
  await meanwhile();
  agent.process.stdin.write('y\n');
}

test('a card pulled out after its certificate was shown', async () => {
  await agent.shown();
  const asked = isTold(sign());
  await agrees(() => card.remove());
  await asked;
  await isWell();
  await plugIn();
  await signs();
});

test('a card pulled out while it signs', async () => {
  await card.fault('removal ins=87');
  await agent.shown();
  const asked = isTold(sign());
  await agrees();
  await asked;
  await isWell();
  await card.behave();
  await plugIn();
  await signs();
});

test('a slow card pulled out while the page waits for it', async () => {
  await agent.shown();
  const asked = isTold(sign());
  await agrees(() => card.delay(300));
  const { commands } = await card.counts();
  await eventually(async () => (await card.counts()).commands > commands + 1);
  await card.remove();
  await asked;
  await isWell();
});

for (const fault of ['status sw=6F00', 'status sw=6982', 'truncated', 'too_long']) {
  test(`a card that answers wrongly in place of a signature: ${fault}`, async () => {
    await card.fault(`${fault} ins=87 times=50`);
    await agent.shown();
    const asked = assert.rejects(sign(), { message: /^500: (?!action)/ });
    await agrees();
    await asked;
    assert.equal((await card.counts()).signatures, 0);
    await isWell();
    await card.behave();
    await eventually(isActive);
    await signs();
  });
}

test('a card that never answers holds nobody but its own page, and no longer than until it is pulled out', async () => {
  await card.fault('silent ins=87');
  await agent.shown();
  const asked = assert.rejects(sign(), { message: /^500: (?!action)/ });
  await agrees();
  const other = await Socket.open(agent.url, { origin: 'https://other.example' });
  agent.personSigns(key('person_signature_rsa'));
  const { responseObject: xml } = await other.exchange({
    module: 'kz.gov.pki.knca.commonUtils', method: 'signXml', args: ['PKCS12', 'SIGNATURE', '<a/>', '', ''],
  });
  xmlsecVerifies(agent.folder, xml);
  await other.close();
  await card.remove();
  await asked;
  await card.behave();
  await plugIn();
  await signs();
});

/** The person types a wrong PIN at the open window; the card has so many tries left then. */
async function mistypes(left) {
  await agent.tells(questions.pin);
  await agent.shown();
  agent.process.stdin.write('999999\n');
  await eventually(async () => (await card.counts()).pin_tries === left);
}

test('wrong PINs are counted before the person\'s eyes, and the third is shown to the card only if they say so', async () => {
  await agent.shown();
  const refused = assert.rejects(sign(), { message: '500: action.canceled' });
  await agent.personPicks(device);
  await mistypes(2);
  await agent.tells(/at least 2 tries are left/);
  await mistypes(1);
  await agent.tells(questions.lastTry);
  const { pins } = await card.counts();
  agent.process.stdin.write('\n');
  await refused;
  // The next window says so before anything is typed, and again the card is not asked.
  await agent.shown();
  const again = assert.rejects(sign(), { message: '500: action.canceled' });
  await agent.personPicks(device, '');
  await again;
  assert.equal((await card.counts()).pins, pins);
  // The person wants it, and knows the PIN.
  await agent.shown();
  const asked = sign();
  await agent.personPicks(device, 'y', pin, 'y');
  assert.equal(opensslVerifies(agent.folder, derOf(await asked)).toString(), text);
  assert.equal((await card.counts()).pin_tries, 3);
});

test('a card that is locked is named as such and not asked', async () => {
  await agent.shown();
  const refused = assert.rejects(sign(), { message: '500: action.canceled' });
  await agent.personPicks(device);
  await mistypes(2);
  await mistypes(1);
  await agent.tells(questions.lastTry);
  await tellsState('pin_last_try');
  agent.process.stdin.write('y\n');
  await mistypes(0);
  await agent.tells(/locked/);
  const { pins } = await card.counts();
  await agent.shown();
  agent.process.stdin.write('1\n');
  await agent.tells(/locked/);
  agent.process.stdin.write('\n');
  await refused;
  assert.equal((await card.counts()).pins, pins);
  await tellsState('pin_locked');
  await isWell();
});
