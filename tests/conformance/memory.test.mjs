// What large requests leave behind, and what they take at their worst: with no consent asked, many pages at once.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { once } from 'node:events';

import { Agent, key } from './lib/agent.mjs';
import * as processes from './lib/processes.mjs';
import { Socket } from './lib/socket.mjs';

const mebibyte = 1024;  // in the kernel's kB
const pages = 8;
const largest_peak = 700 * mebibyte;
const largest_rest = 100 * mebibyte;

const memory = (agent, what) => processes.memory(agent.process.pid, what);

const signXml = (xml) => JSON.stringify({
  module: 'kz.gov.pki.knca.commonUtils', method: 'signXml', args: ['no such storage', 'SIGNATURE', xml, '', ''],
});
const text = (size, piece) => `<a>${Array.from({ length: Math.floor(size / 7) }, (_, i) => piece(i)).join('')}</a>`;

/** Each is costly for one part of the reader. */
const frames = {
  'as many nodes as are allowed': signXml(text(7 * 1_900_000, () => '<bbbb/>')),
  'as many names as are allowed and more': signXml(text(7 * 1_900_000, (i) => `<b${i.toString(36)}/>`)),
  'a fault at its end': signXml(text(7 * 900_000, () => '<b>x</b>').slice(0, -1)),
};

let agent;
before(async () => { agent = await Agent.start(); });
after(() => agent.stop());

const open = (page) => Socket.open(agent.url, { origin: `https://page${page}.example` });

for (const [name, frame] of Object.entries(frames)) {
  test(`${pages} pages send XML with ${name}`, async (t) => {
    const sockets = await Promise.all(Array.from({ length: pages }, (_, page) => open(page)));
    const answers = await Promise.all(sockets.map((socket) => socket.exchange(frame)));
    for (const answer of answers) assert.equal(answer.code, '500');
    await Promise.all(sockets.map((socket) => socket.close()));
    await settled();
    const [peak, rest] = [memory(agent, 'VmHWM'), memory(agent, 'VmRSS')];
    t.diagnostic(`${Math.round(peak / mebibyte)} MiB at most so far, ${Math.round(rest / mebibyte)} MiB now`);
    assert.ok(peak < largest_peak, `${peak} kB`);
    assert.ok(rest < largest_rest, `${rest} kB`);
  });
}

/** Waits until the memory is low, at most for some seconds: connections end a moment after their close. */
async function settled() {
  for (let tries = 0; tries < 50 && memory(agent, 'VmRSS') >= largest_rest; tries += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

test('the agent ends soon while it reads', async (t) => {
  const sockets = await Promise.all(Array.from({ length: pages }, (_, page) => open(page)));
  for (const socket of sockets) socket.ws.send(frames['a fault at its end']);
  while (sockets.some((socket) => socket.ws.bufferedAmount > 0)) await new Promise((resolve) => { setTimeout(resolve, 5); });
  const from = performance.now();
  agent.process.kill('SIGTERM');
  await once(agent.process, 'exit');
  const took = performance.now() - from;
  t.diagnostic(`${Math.round(took)} ms`);
  assert.ok(took < 3000, `${took} ms`);
});

// From here on each test has an agent of its own.

const limit = 256 * 2 ** 20;  // octets of a frame, unless --max-frame says otherwise
const largest_peak_at_limit = 2 * 256 * mebibyte + 100 * mebibyte;  // the frame, and its text once more

test('a frame at the limit is answered, and one over it refused as soon as its header tells', async (t) => {
  const [head, tail] = ['{"module":"none","padding":"', '"}'];
  const frame = head + 'x'.repeat(limit - head.length - tail.length) + tail;
  const largest = await Agent.start();
  try {
    const page = () => Socket.open(largest.url, { origin: 'https://page.example' });
    const socket = await page();
    assert.equal((await socket.exchange(frame)).errorCode, 'MODULE_NOT_FOUND');
    // The header of the frame is enough: FIN and text, masked, a length of eight octets, a mask of zeros.
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(limit + 2));
    socket.ws._socket.write(Buffer.concat([Buffer.from([0x81, 0xff]), length, Buffer.alloc(4), Buffer.from('x'.repeat(1000))]));
    assert.equal(await socket.closed, 1009);
    const next = await page();
    assert.equal((await next.exchange('{"module":"none"}')).errorCode, 'MODULE_NOT_FOUND');
    await next.close();
    const [peak, rest] = [memory(largest, 'VmHWM'), memory(largest, 'VmRSS')];
    t.diagnostic(`${Math.round(peak / mebibyte)} MiB at most, ${Math.round(rest / mebibyte)} MiB now`);
    assert.ok(peak < largest_peak_at_limit, `${peak} kB`);
    assert.ok(rest < largest_rest, `${rest} kB`);
  } finally {
    await largest.stop();
  }
});

test('ten thousand signatures leave nothing behind', async (t) => {
  const signer = await Agent.start();
  try {
    const data = Array.from({ length: 1000 }, (_, i) => `document ${i}`);
    const request = { module: 'kz.gov.pki.knca.basics', method: 'sign', args: { format: 'cms', data, signingParams: {}, signerParams: { extKeyUsageOids: [] } } };
    const rests = [];
    for (let batch = 0; batch < 10; batch += 1) {
      const socket = await Socket.open(signer.url, { origin: 'https://page.example' });
      signer.personSigns(key('person_signature_rsa'));
      assert.equal((await socket.exchange(request)).body.result.length, data.length);
      await socket.close();
      await signer.shown();
      rests.push(memory(signer, 'VmRSS'));
    }
    t.diagnostic(`${rests.map((rest) => Math.round(rest / mebibyte)).join(', ')} MiB after each thousand`);
    assert.ok(rests.at(-1) < 1.25 * rests[1], rests.join(' '));
  } finally {
    await signer.stop();
  }
});
