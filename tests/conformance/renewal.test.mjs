// The agent's identity is renewed while a browser runs.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Agent, environment, home, run } from './lib/agent.mjs';
import { openBrowser, servePage } from './lib/browser.mjs';

// The person's own configuration: an agent with --config-dir does not register in the browsers by itself.
const config = path.join(home, '.config', 'qoltanba');
const store = path.join(home, '.pki', 'nssdb');
const authority = path.join(config, 'localhost-ca.pem');
const lastYears = path.join(home, 'last-years-ca.pem');

let site;
let browser;
let agent;

before(async () => {
  makeOldIdentity();
  site = await servePage();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await agent?.stop();
  site?.stop();
});

function openssl(...args) {
  const { status, output } = run('openssl', args);
  assert.equal(status, 0, output.toString());
}

/** What an agent made a year ago: twenty days are left, and Chromium trusts it. */
function makeOldIdentity() {
  const file = (name) => path.join(config, name);
  mkdirSync(config, { recursive: true, mode: 0o700 });
  const newKey = (name) => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-keyout', file(name)];
  openssl('req', '-x509', ...newKey('ca.key'), '-out', authority, '-days', '20', '-subj', '/CN=Qoltanba localhost of last year',
    '-addext', 'keyUsage=critical,keyCertSign');
  writeFileSync(file('names'), [
    'basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature', 'extendedKeyUsage=serverAuth',
    'subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1'].join('\n'));
  openssl('req', '-new', ...newKey('leaf.key'), '-out', file('leaf.csr'), '-subj', '/CN=localhost');
  openssl('x509', '-req', '-in', file('leaf.csr'), '-CA', authority, '-CAkey', file('ca.key'), '-days', '20', '-extfile', file('names'), '-out', file('leaf.pem'));
  const pem = ['leaf.key', 'leaf.pem', 'localhost-ca.pem'].map((name) => readFileSync(file(name), 'utf8')).join('');
  writeFileSync(file('localhost-identity.pem'), pem, { mode: 0o600 });
  for (const name of ['ca.key', 'leaf.key', 'leaf.csr', 'leaf.pem', 'names']) rmSync(file(name));

  copyFileSync(authority, lastYears);
  const { status, output } = run('certutil', ['-d', `sql:${store}`, '-A', '-n', 'last year', '-t', 'C,,', '-i', authority]);
  assert.equal(status, 0, output.toString());
}

/** Registering takes its time, so that connections come before, while and after it is done. */
function withSlowCertutil() {
  const folder = path.join(home, 'slow');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'certutil'), `#!/bin/sh\nsleep 0.3\nPATH='${process.env.PATH}' exec certutil "$@"\n`, { mode: 0o755 });
  return `${folder}:${process.env.PATH}`;
}

/** Whether the agent serves a certificate of this CA. */
const serves = (ca) => run('openssl', ['s_client', '-connect', `127.0.0.1:${agent.port}`, '-CAfile', ca, '-verify_return_error', '-brief'], '').status === 0;

test('a page that connects again and again through a renewal is never refused', async (t) => {
  const page = await browser.newPage();
  await page.goto(site.address);
  agent = await Agent.launch(['--ui', 'terminal', '--config-dir', ''], { ...environment, PATH: withSlowCertutil() });
  const connect = () => page.evaluate(`(async () => {
    const client = new exports.NCALayerClient('${agent.url}', false);
    const version = await client.connect();
    client.wsConnection.close();
    return version;
  })()`);
  let connections = 0;
  for (let renewed = false; !renewed || connections < 20; connections += 1) {
    assert.equal(await connect(), '1.4', `connection ${connections}`);
    renewed = connections >= 10 && !serves(lastYears) && serves(authority);
  }
  assert.equal(await connect(), '1.4', 'after the renewal');
  t.diagnostic(`${connections} connections`);
  const { output } = run('certutil', ['-d', `sql:${store}`, '-L']);
  assert.match(output.toString(), /last year/);
  assert.match(output.toString(), /Qoltanba/);
});
