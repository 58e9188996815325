// The same published client inside Firefox, which keeps what it trusts in each profile.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import path from 'node:path';

import { Agent, eventually, home, key } from './lib/agent.mjs';
import { servePage, trust } from './lib/browser.mjs';
import { Firefox } from './lib/firefox.mjs';
import { assertValid, derOf, opensslVerifies } from './lib/judges.mjs';

let agent;
let site;
let firefox;
let page;

before(async () => {
  agent = await Agent.start();
  site = await servePage();
  firefox = await Firefox.open();
  page = await firefox.visit(site.address);
});
after(async () => {
  await firefox?.close();
  site?.stop();
  await agent?.stop();
});

/** The agent's greeting to a connection of its own under this name. */
const greeting = (name = '127.0.0.1', of = agent) => page.evaluate(
  `new exports.NCALayerClient('${of.url.replace('127.0.0.1', name)}', false).connect()`);

/** Runs a call of a connected client in the page. */
const inPage = (call) => page.evaluate(`(async () => {
  const client = new exports.NCALayerClient('${agent.url}', false);
  await client.connect();
  return client.${call};
})()`);

/** The page is refused, and it was Firefox that did not trust the certificate. */
async function assertDistrusted() {
  await agent.shown();
  await assert.rejects(greeting());
  await agent.tells(/does not trust the localhost certificate/);
}

test('without trust in its certificate the agent cannot be reached', () => assertDistrusted());

test('`trust install` finds the profile, and the Firefox that runs connects under each name of the computer', async () => {
  const { status, output } = trust('install');
  assert.equal(status, 0, output.toString());
  assert.match(output.toString(), /^present {2}Firefox {2}/m);
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) assert.equal(await greeting(name), '1.4', name);
});

test('a Firefox started after it connects too', async () => {
  await firefox.close();
  firefox = await Firefox.open();
  page = await firefox.visit(site.address);
  assert.equal(await greeting(), '1.4');
});

test('a page signs a text as CMS', async () => {
  await agent.shown();
  agent.personSigns(key('person_signature_rsa'));
  const base64 = Buffer.from('Өтініш').toString('base64');
  const cms = await inPage(`createCAdESFromBase64('PKCS12', '${base64}', 'SIGNATURE', true)`);
  assert.equal(opensslVerifies(agent.folder, derOf(cms)).toString(), 'Өтініш');
  assert.ok((await agent.shown()).includes(site.address), 'the person was told the page\'s origin');
});

test('a page signs a document as XML with a GOST key', async () => {
  agent.personSigns(key('person_gost'));
  assertValid(agent.folder, await inPage("signXml('PKCS12', '<application>х</application>')"));
});

test('a page that is left takes its window with it', async () => {
  await agent.shown();
  inPage("signXml('PKCS12', '<a/>')").catch(() => {});
  await agent.tells(new RegExp(site.address));
  await page.goto('about:blank');
  page = await firefox.visit(site.address);
  agent.personSigns(key('person_gost'));
  assertValid(agent.folder, await inPage("signXml('PKCS12', '<b/>')"));
});

test('`trust remove` takes it back at the next connection', async () => {
  const { status, output } = trust('remove');
  assert.equal(status, 0, output.toString());
  assert.match(output.toString(), /^absent {2}Firefox {2}/m);
  await assertDistrusted();
});

test('a Firefox whose first start comes after the agent\'s is registered as soon as it refuses', async () => {
  // The person's own agent: one with --config-dir registers nothing by itself.
  const own = await Agent.launch(['--ui', 'terminal', '--config-dir', '']);
  await firefox.close();
  rmSync(path.join(home, '.config', 'mozilla'), { recursive: true });
  firefox = await Firefox.open();
  page = await firefox.visit(site.address);
  await assert.rejects(greeting('127.0.0.1', own));
  await eventually(() => greeting('127.0.0.1', own).then(() => true, () => false));
  await own.stop();
});
