// What a token's signature costs on top of the token's own time, and what a thousand of them leave behind.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';

import { Agent, eventually, key, questions } from './lib/agent.mjs';
import { derOf, opensslVerifies } from './lib/judges.mjs';
import { childrenOf, memory } from './lib/processes.mjs';
import { Socket } from './lib/socket.mjs';
import { SoftToken } from './lib/soft_token.mjs';
import { Card, Readers } from './lib/virtual_card.mjs';

const most_on_top = 10;  // ms for each signature, on top of the device's own time
const most_growth = 1024;  // kB
const name = 'person_signature_rsa';

let token;
let readers;
let card;
let agent;
let page;
before(async () => {
  token = SoftToken.create({ label: 'eToken', keys: [name] });
  readers = await Readers.start();
  card = await readers.card({ options: ['--atr', '3B88014B415A544F4B454E82'] });
  agent = await Agent.startWith({ ...token.environment, ...readers.environment }, '--allow-local-clients');
  page = await Socket.open(agent.url);
  const tokens = () => page.exchange({ module: 'kz.gov.pki.knca.commonUtils', method: 'getActiveTokens' });
  await eventually(async () => (await tokens()).responseObject.length === 2);
});
after(async () => {
  await agent?.stop();
  await card?.end();
  await readers?.end();
  token?.remove();
});

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Signs so many documents in one request with a key of this storage; the milliseconds between the person's consent and
    the page's answer. `meanwhile` is called again and again until that comes. */
async function time(storage, count, open, meanwhile = () => {}) {
  await agent.shown();
  const asked = page.exchange({
    module: 'kz.gov.pki.knca.basics', method: 'sign',
    args: {
      allowedStorages: [storage], format: 'cms', data: Array.from({ length: count }, (_, i) => `document ${i}`),
      signingParams: { encapsulate: true }, signerParams: { extKeyUsageOids: [] },
    },
  });
  await open();
  await agent.tells(questions.agree);
  const from = performance.now();
  agent.process.stdin.write('y\n');
  let answer;
  asked.then((given) => { answer = given; });
  while (!answer) {
    meanwhile();
    await Promise.race([asked, new Promise((resolve) => { setTimeout(resolve, 50); })]);
  }
  const took = performance.now() - from;
  assert.equal(answer.body?.result?.length, count, JSON.stringify(answer).slice(0, 500));
  assert.equal(opensslVerifies(agent.folder, derOf(answer.body.result.at(-1))).toString(), `document ${count - 1}`);
  return took;
}

const fromToken = () => agent.personOpens('eToken', token.pin);
const fromFile = async () => agent.process.stdin.write(`${key(name)}\nQwerty12\n`);

test('a thousand signatures cost at most ten milliseconds each on top of those with the same key in a file', async (t) => {
  const [with_file, with_token] = [await time('PKCS12', 1000, fromFile), await time('AKEToken72KStore', 1000, fromToken)];
  const on_top = (with_token - with_file) / 1000;
  t.diagnostic(`${(with_file / 1000).toFixed(2)} ms with the file, ${(with_token / 1000).toFixed(2)} ms with the token: ${on_top.toFixed(2)} ms on top`);
  assert.ok(on_top < most_on_top, `${on_top} ms`);
});

test('a thousand signatures leave the memory of the agent and of the module\'s process flat', async (t) => {
  const watching = new Set(childrenOf(agent.process.pid).map(({ pid }) => pid));
  const agents = [];
  const modules = [];
  const look = () => {
    const signer = childrenOf(agent.process.pid).find(({ pid }) => !watching.has(pid));
    if (!signer) return;
    agents.push(memory(agent.process.pid, 'VmRSS'));
    modules.push(memory(signer.pid, 'VmRSS'));
  };
  await time('AKEToken72KStore', 1000, fromToken, look);
  assert.ok(modules.length >= 8, `${modules.length} looks`);
  // Each quarter of the time by the median: the answers themselves, which the agent holds until they are sent, are its own.
  const quarter = Math.floor(modules.length / 4);
  const growth = median(modules.slice(-quarter)) - median(modules.slice(quarter, 2 * quarter));
  t.diagnostic(`the module's process ${modules[quarter]} -> ${modules.at(-1)} kB, the agent ${agents[quarter]} -> ${agents.at(-1)} kB`);
  assert.ok(growth < most_growth, `${growth} kB`);
});

test('batch after batch, a thousand each, the agent keeps its memory', async (t) => {
  const rests = [];
  for (let batch = 0; batch < 5; batch += 1) {
    await time('AKEToken72KStore', 1000, fromToken);
    rests.push(memory(agent.process.pid, 'VmRSS'));
  }
  t.diagnostic(`${rests.join(', ')} kB after each thousand`);
  assert.ok(rests.at(-1) - rests[1] < most_growth, rests.join(' '));
});

test('a signature of a card that takes no time costs at most ten milliseconds, with reader, driver and check', async (t) => {
  const signing = (count) => time('AKKaztokenStore', count, () => agent.personOpens('Virtual PCD', Card.pin));
  // The difference of a long and a short batch is what signatures alone take.
  const [first, short, long] = [await signing(10), await signing(10), await signing(210)];
  const each = (long - short) / 200;
  assert.equal((await card.counts()).signatures, 230);
  t.diagnostic(`${each.toFixed(2)} ms; batches of 10, 10, 210: ${[first, short, long].map(Math.round)} ms`);
  assert.ok(each < most_on_top, `${each} ms`);
});
