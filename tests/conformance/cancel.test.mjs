// Whatever the step, the person and the page can leave it: the published client in Chromium, the real window.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { configDir, password } from './lib/agent.mjs';
import { Desktop } from './lib/desktop.mjs';
import { assertValid, derOf } from './lib/judges.mjs';

const canceled = /500: action\.canceled/;
const screenshots = process.env.QOLTANBA_SCREENSHOTS ?? configDir;

let desktop;
let display;
before(async () => {
  mkdirSync(screenshots, { recursive: true });
  desktop = await Desktop.open();
  display = desktop.display;
});
after(() => desktop?.close());

const text = Buffer.from('Өтініш').toString('base64');
const calls = {
  createCAdESFromBase64: { run: `client.createCAdESFromBase64('PKCS12', '${text}', 'SIGNATURE', true)`, error: canceled },
  signXml: { run: "client.signXml('PKCS12', '<a/>')", error: canceled },
  getKeyInfo: { run: "client.getKeyInfo('PKCS12')", error: canceled },
  basicsSignCMS: { run: `client.basicsSignCMS(['PKCS12'], '${text}', { decode: true }, { extKeyUsageOids: [] })`, error: /cancelled by user/ },
  showFileChooser: {
    run: `new Promise((resolve, reject) => {
      client.setHandlers(resolve, reject);
      client.sendRequest({ module: 'kz.gov.pki.knca.commonUtils', method: 'showFileChooser', args: ['ALL', ''] });
    })`,
    error: canceled,
  },
};
const sign = calls.createCAdESFromBase64;

let sites = 0;
/** A page of a site that never asked before: nothing that happened to another site counts for it. */
async function visit() {
  sites += 1;
  const host = `site${sites}.test`;
  return { page: await desktop.visit(host), title: host };
}

/** Brings the window of this site's request to a step. */
const steps = {
  async file(title) {
    const window = await display.focus(title);
    await desktop.reader.sees(title, ({ takesKeyboard }) => takesKeyboard, 'anything to choose');
    return window;
  },
  key: (title) => desktop.windowAsks(title),
  async certificate(title) {
    const window = await steps.key(title);
    display.type(password);
    display.press('Return');
    await desktop.windowShowsCertificate(title);
    return window;
  },
};

/** How a person refuses. */
const refusals = {
  Escape: () => display.press('Escape'),
  'its window closed': (window) => display.closeWindow(window),
};

/** How a page leaves. */
const departures = {
  'the page closes its connection': (page) => page.evaluate('client.wsConnection.close()'),
  'the page goes elsewhere': (page) => page.goto('about:blank'),
  'the tab is closed': (page) => page.close(),
};

async function refused(call, step, refusal) {
  desktop.forgetKeys();
  const { page, title } = await visit();
  const asked = assert.rejects(page.evaluate(call.run), call.error);
  refusals[refusal](await steps[step](title));
  await asked;
  await display.gone(title);
  return { page, title };
}

for (const step of ['key', 'certificate']) {
  for (const refusal of Object.keys(refusals)) {
    test(`${refusal} at the ${step}: the page is told, and may ask again`, async () => {
      const { page, title } = await refused(sign, step, refusal);
      desktop.forgetKeys();
      const signed = page.evaluate(sign.run);
      await steps.certificate(title);
      display.press('Return');
      assertValid(desktop.agent.folder, derOf(await signed));
      await page.close();
    });
  }
  for (const departure of Object.keys(departures)) {
    test(`${departure} at the ${step}: the window goes, and nothing is signed`, async () => {
      desktop.forgetKeys();
      const { page, title } = await visit();
      const asked = page.evaluate(sign.run).then(() => assert.fail('signed'), (error) => error);
      await steps[step](title);
      await departures[departure](page);
      await asked;
      await display.gone(title);
      assert.doesNotMatch(journalOf(title), /"outcome":"signed"/);
    });
  }
}

for (const name of ['signXml', 'getKeyInfo', 'basicsSignCMS']) {
  test(`Escape at the certificate that ${name} asked for`, async () => {
    const { page } = await refused(calls[name], 'certificate', 'Escape');
    await page.close();
  });
}

for (const refusal of Object.keys(refusals)) {
  test(`${refusal} at the choice of a file`, async () => {
    const { page } = await refused(calls.showFileChooser, 'file', refusal);
    await page.close();
  });
}
for (const departure of Object.keys(departures)) {
  test(`${departure} at the choice of a file: the window goes`, async () => {
    const { page, title } = await visit();
    page.evaluate(calls.showFileChooser.run).catch(() => {});
    await steps.file(title);
    await departures[departure](page);
    await display.gone(title);
  });
}

test('a blocked site is refused without a window, until the person lets it in again', async () => {
  desktop.forgetKeys();
  const { page, title } = await visit();
  const asked = assert.rejects(page.evaluate(sign.run), canceled);
  await steps.key(title);
  display.press('alt+b');
  await desktop.reader.sees('', ({ role, name }) => role.endsWith('button') && name === 'Block', 'the question whether to block');
  display.press('alt+b');
  await asked;
  await display.gone(title);

  for (const call of Object.values(calls)) {
    await assert.rejects(page.evaluate(call.run), (error) => !call.error.test(error.message));
    assert.equal(display.find(title), undefined);
  }
  const other = await visit();
  const elsewhere = assert.rejects(other.page.evaluate(sign.run), canceled);
  await steps.key(other.title);
  display.press('Escape');
  await elsewhere;

  await other.page.evaluate("client.sendRequest({ module: 'kz.gov.pki.ncalayerservices.accessory', method: 'showSettings' })");
  await display.focus('Settings|Настройки|Баптаулар');
  display.screenshot(path.join(screenshots, 'settings-blocked.png'));
  const isBlocked = ({ role, name }) => role === 'list item' && name.includes(title);
  await desktop.reader.sees('Settings', isBlocked, 'the blocked site');
  display.press('alt+u');
  await desktop.reader.misses('Settings', isBlocked, 'the site');
  display.press('Escape');
  const signed = page.evaluate(sign.run);
  await steps.certificate(title);
  display.press('Return');
  assertValid(desktop.agent.folder, derOf(await signed));
});

/** The journal's lines about this site. */
function journalOf(host) {
  const lines = readFileSync(path.join(configDir, 'journal'), 'utf8').split('\n');
  return lines.filter((line) => line.includes(host)).join('\n');
}
