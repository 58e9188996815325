// The same published client inside Chromium, against a localhost certificate that Chromium really trusts.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Agent, configDir, key } from './lib/agent.mjs';
import { openBrowser, servePage, trust } from './lib/browser.mjs';
import { assertValid, derOf, opensslVerifies, xmlsecVerifies } from './lib/judges.mjs';

let agent;
let site;
let browser;
let page;

before(async () => {
  agent = await Agent.start();
  site = await servePage();
});
after(async () => {
  await browser?.close();
  site.stop();
  await agent.stop();
});

/** Opens a fresh browser (trust is read when it starts) on the page. */
async function visit() {
  await browser?.close();
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(site.address);
}

/** Runs a call of the client in the page. */
const inPage = (body, argument) => page.evaluate(`(async (url, argument) => {
  const { NCALayerClient } = exports;
  window.client ??= new NCALayerClient(url, false);
  if (!window.connected) { await window.client.connect(); window.connected = true; }
  const client = window.client;
  ${body}
})(${JSON.stringify(agent.url)}, ${JSON.stringify(argument)})`);

test('without trust in its certificate the agent cannot be reached', async () => {
  await visit();
  await assert.rejects(inPage('return 1'));
});

test('after `trust install` the page connects', async () => {
  const { status, output } = trust('install');
  assert.equal(status, 0, output.toString());
  await visit();
  assert.equal(await inPage('return (await client.getActiveTokens()).length'), 0);
});

test('localhost as the name of the agent works too', async () => {
  const url = agent.url.replace('127.0.0.1', 'localhost');
  const version = await page.evaluate(`new exports.NCALayerClient('${url}', false).connect()`);
  assert.equal(version, '1.4');
});

test('a page signs a text as CMS', async () => {
  await agent.shown();
  agent.personSigns(key('person_signature_rsa'));
  const base64 = Buffer.from('Өтініш').toString('base64');
  const cms = await inPage("return client.createCAdESFromBase64('PKCS12', argument, 'SIGNATURE', true)", base64);
  assert.equal(opensslVerifies(agent.folder, derOf(cms)).toString(), 'Өтініш');
  assert.ok((await agent.shown()).includes(site.address), 'the person was told the page\'s origin');
});

test('a page signs a document as XML', async () => {
  agent.personSigns(key('person_signature_rsa'));
  xmlsecVerifies(agent.folder, await inPage("return client.signXml('PKCS12', '<application>х</application>')"));
});

test('a page signs with a GOST key through basics', async () => {
  agent.personSigns(key('person_gost'));
  const cms = await inPage("return client.basicsSignCMS(['PKCS12'], 'MTEK', { decode: true }, { extKeyUsageOids: [] })");
  assertValid(agent.folder, cms);
});

test('a page that is left takes its window with it', async () => {
  await agent.shown();
  inPage("return client.signXml('PKCS12', '<a/>')").catch(() => {});
  await agent.tells(new RegExp(site.address));
  await page.goto('about:blank');
  await visit();
  agent.personSigns(key('person_gost'));
  assertValid(agent.folder, await inPage("return client.signXml('PKCS12', '<b/>')"));
});

test('a blocked site is refused without a question, until it is taken out of the settings', async () => {
  const settings = path.join(configDir, 'settings.json');
  const restart = async () => {
    await agent.stop();
    agent = await Agent.start();
    await visit();
  };
  const signs = () => inPage("return client.signXml('PKCS12', '<c/>')");

  agent.process.stdin.write('b\n');
  await assert.rejects(signs(), /500: action\.canceled/);
  await agent.shown();
  await assert.rejects(signs(), (error) => !/canceled/.test(error.message));
  await restart();
  await assert.rejects(signs(), (error) => !/canceled/.test(error.message));
  assert.doesNotMatch(await agent.shown(), /localhost/);

  const { blockedOrigins, ...others } = JSON.parse(readFileSync(settings, 'utf8'));
  assert.deepEqual(blockedOrigins, [site.address]);
  writeFileSync(settings, JSON.stringify({ ...others, blockedOrigins: [] }));
  await restart();
  agent.personSigns(key('person_gost'));
  assertValid(agent.folder, await signs());
});

test('after `trust remove` the page is alone again', async () => {
  assert.equal(trust('remove').status, 0);
  await visit();
  await assert.rejects(inPage('return 1'));
});
