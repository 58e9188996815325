// Several agents on one machine, and several starts on one empty configuration.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { Agent, environment, key, programs } from './lib/agent.mjs';
import { derOf, opensslVerifies } from './lib/judges.mjs';
import { Socket } from './lib/socket.mjs';

const origin = 'https://page.example';
let folder;
before(() => { folder = mkdtempSync(path.join(tmpdir(), 'qoltanba-starts-')); });
after(() => rmSync(folder, { recursive: true, force: true }));

const startIn = (config) => Agent.start('--config-dir', config);
const authorityOf = (config) => readFileSync(path.join(config, 'localhost-ca.pem'), 'utf8');

/** A page's signature through this agent, whose CA is the only one that this connection trusts. */
async function signs(agent, ca, text) {
  const socket = await Socket.open(agent.url, { origin, ca });
  agent.personSigns(key('person_signature_rsa'));
  const answer = await socket.exchange({
    module: 'kz.gov.pki.knca.commonUtils',
    method: 'createCAdESFromBase64',
    args: ['PKCS12', 'SIGNATURE', Buffer.from(text).toString('base64'), true],
  });
  await socket.close();
  assert.equal(opensslVerifies(agent.folder, derOf(answer.responseObject)).toString(), text);
}

test('agents of different configurations start together, each with its own identity, and sign', async () => {
  const configs = ['a', 'b', 'c', 'd'].map((name) => path.join(folder, name));
  const agents = await Promise.all(configs.map(startIn));
  try {
    const authorities = configs.map(authorityOf);
    assert.equal(new Set(agents.map((agent) => agent.port)).size, agents.length);
    assert.equal(new Set(authorities).size, agents.length);
    await Promise.all(agents.map((agent, index) => signs(agent, authorities[index], `text ${index}`)));
    await assert.rejects(Socket.open(agents[0].url, { origin, ca: authorities[1] }), /self-signed certificate|unable to verify/);
  } finally {
    await Promise.all(agents.map((agent) => agent.stop()));
  }
});

const qoltanba = (...args) => promisify(execFile)(programs.command, args, { env: environment });

for (const round of [1, 2, 3]) {
  test(`an agent and three \`trust install\` on one empty configuration end with one identity, time ${round}`, async () => {
    const config = ['--config-dir', path.join(folder, `shared-${round}`)];
    const starting = startIn(config[1]);
    try {
      const installed = await Promise.all([1, 2, 3].map(() => qoltanba('trust', 'install', ...config)));
      for (const { stdout } of installed) assert.match(stdout, /^present/m);
      await signs(await starting, authorityOf(config[1]), 'one identity');
      const { stdout } = await qoltanba('trust', 'status', ...config);
      assert.doesNotMatch(stdout, /^(absent|outdated)/m);
    } finally {
      await (await starting).stop();
      await qoltanba('trust', 'remove', ...config);
    }
  });
}

test('of two agents that start on one configuration, one says that the other runs', async () => {
  const config = path.join(folder, 'twice');
  const started = await Promise.allSettled([startIn(config), startIn(config)]);
  const running = started.filter((one) => one.status === 'fulfilled').map((one) => one.value);
  try {
    assert.equal(running.length, 1);
    assert.match(started.find((one) => one.status === 'rejected').reason.message, /ended with 1: .*process \d+ serves/s);
    await signs(running[0], authorityOf(config), 'the one that runs');
  } finally {
    await Promise.all(running.map((agent) => agent.stop()));
  }
});
