// What a page must not be able to do: crash the agent, hang it, or get past its door. After each attempt the next
// request still works.
import { after, afterEach, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import net from 'node:net';
import https from 'node:https';

import { Agent, run } from './lib/agent.mjs';
import { Socket } from './lib/socket.mjs';

let agent;
before(async () => { agent = await Agent.start('--max-frame', '1'); });
after(() => agent.stop());

const origin = 'https://page.example';
const open = () => Socket.open(agent.url, { origin });
const tokens = { module: 'kz.gov.pki.knca.commonUtils', method: 'getActiveTokens' };
const signXml = (xml) => ({ module: 'kz.gov.pki.knca.commonUtils', method: 'signXml', args: ['PKCS12', 'SIGNATURE', xml, '', ''] });

afterEach(async () => {
  assert.ok(agent.alive, agent.output);
  const socket = await open();
  assert.deepEqual(await socket.exchange(tokens), { responseObject: [], code: '200' });
  await socket.close();
});

const malformed = {
  'half an object': '{"module":"kz.gov.pki.knca.commonUtils"',
  'an empty frame': '',
  'a number': '7',
  'an array': '[]',
  'a doubled key': '{"module":"a","module":"b"}',
  'a control character': '\u0000',
  'brackets without end': '['.repeat(200000),
  'objects without end': '{"a":'.repeat(100000),
};
for (const [name, frame] of Object.entries(malformed)) {
  test(`${name} gets an error and the connection lives on`, async () => {
    const socket = await open();
    const answer = await socket.exchange(frame);
    assert.ok(answer.code === '500' || answer.success === false, JSON.stringify(answer));
    assert.deepEqual(await socket.exchange(tokens), { responseObject: [], code: '200' });
    await socket.close();
  });
}

const badXml = {
  'a document type': '<!DOCTYPE a><a/>',
  'an external entity': '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
  'billion laughs': `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`).join('')}]><a>&a30;</a>`,
  'elements without end': '<a>'.repeat(100000),
  'deep elements': `${'<a>'.repeat(50000)}${'</a>'.repeat(50000)}`,
  'an undeclared entity': '<a>&undeclared;</a>',
};
for (const [name, xml] of Object.entries(badXml)) {
  test(`XML with ${name} gets an error before any window`, async () => {
    const socket = await open();
    await agent.shown();
    assert.equal((await socket.exchange(signXml(xml))).code, '500');
    assert.equal(await agent.shown(), '');
    await socket.close();
  });
}

test('base64 that is none gets an error before any window', async () => {
  const socket = await open();
  const request = { module: 'kz.gov.pki.knca.commonUtils', method: 'createCAdESFromBase64', args: ['PKCS12', 'SIGNATURE', '%%%', true] };
  assert.equal((await socket.exchange(request)).code, '500');
  await socket.close();
});

test('a binary frame closes the connection cleanly', async () => {
  const socket = await open();
  socket.ws.send(Buffer.from([1, 2, 3]));
  assert.equal(await socket.closed, 1003);
});

test('a frame over the limit closes the connection cleanly', async () => {
  const socket = await open();
  socket.ws.send('x'.repeat(1024 * 1024 + 1));
  assert.equal(await socket.closed, 1009);
});

test('a frame at the limit is read', async () => {
  const socket = await open();
  assert.equal((await socket.exchange(JSON.stringify({ module: 'none', padding: 'x'.repeat(1024 * 1024 - 100) }))).errorCode, 'MODULE_NOT_FOUND');
  await socket.close();
});

test('heartbeats are answered while a window is open, and the window goes with the page', async () => {
  const socket = await open();
  await agent.shown();
  socket.ws.send(JSON.stringify(signXml('<a/>')));
  await agent.tells(/page\.example/);
  socket.ws.send('--heartbeat--');
  assert.equal(await socket.next(), '--heartbeat--');
  await socket.close();
});

for (const [name, options] of Object.entries({
  'no Origin': {},
  'the Origin null': { origin: 'null' },
  'a foreign Host': { origin, headers: { Host: 'evil.example' } },
  'a foreign port in Host': { origin, headers: { Host: '127.0.0.1:1' } },
})) {
  test(`a connection with ${name} is refused`, async () => {
    await assert.rejects(Socket.open(agent.url, options), /HTTP 4\d\d/);
  });
}

test('garbage instead of TLS is dropped', async () => {
  const raw = net.connect(agent.port, '127.0.0.1');
  raw.on('error', () => {});
  raw.write('GET / HTTP/1.1\r\n\r\n');
  await once(raw, 'close');
});

test('a person who opens the address in a browser finds a page', async () => {
  const [response] = await once(https.get(`https://127.0.0.1:${agent.port}/`), 'response');
  assert.equal(response.statusCode, 200);
  let text = '';
  for await (const piece of response) text += piece;
  assert.match(text, /Qoltanba/);
});

/** What a user of this number gets to see of the agent when it knocks with TLS. */
function knockAs(user) {
  const knock = ['openssl', 's_client', '-connect', `127.0.0.1:${agent.port}`, '-brief'];
  return run('setpriv', ['--reuid', user, '--regid', user, '--clear-groups', ...knock], '');
}

test('another user of this computer hears nothing, and the log names them', async (t) => {
  if (process.getuid() !== 0) {
    assert.ok(!process.env.CI, 'becoming another user needs root');
    t.diagnostic('not shown: becoming another user needs root');
    return;
  }
  const stranger = '61234';  // needs no account
  await agent.shown();
  const refused = knockAs(stranger);
  await agent.tells(/a connection is refused: it is not this user's \(.*61234/);
  assert.notEqual(refused.status, 0);
  assert.doesNotMatch(refused.output.toString(), /Protocol version/);

  await agent.shown();
  const served = knockAs(String(process.getuid()));
  assert.equal(served.status, 0);
  assert.doesNotMatch(await agent.shown(), /refused/);
});
