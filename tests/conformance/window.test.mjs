// A page in Chromium, the real window on a virtual display, and a person who types.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { home, password } from './lib/agent.mjs';
import { Desktop } from './lib/desktop.mjs';
import { assertValid, derOf } from './lib/judges.mjs';

const screenshots = process.env.QOLTANBA_SCREENSHOTS ?? home;

let desktop;
let display;
let page;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  desktop = await Desktop.open();
  display = desktop.display;
  page = await desktop.visit();
});
after(() => desktop?.close());

const sign = (text) => page.evaluate(
  `client.createCAdESFromBase64('PKCS12', '${Buffer.from(text).toString('base64')}', 'SIGNATURE', true)`);

test('a key never opened before: the password and Enter open it, Enter again signs', async () => {
  const signed = sign('Прошу изменить мои банковские реквизиты');
  await desktop.windowAsks();
  display.screenshot(path.join(screenshots, 'window-1-key.png'));
  display.type(password);
  display.press('Return');
  await desktop.windowShowsCertificate();
  display.screenshot(path.join(screenshots, 'window-2-certificate.png'));
  display.press('Return');
  assertValid(desktop.agent.folder, derOf(await signed));
});

test('a key opened before: the password and Enter sign at once', async () => {
  const signed = sign('Екінші өтініш');
  await desktop.windowAsks();
  display.screenshot(path.join(screenshots, 'window-3-known.png'));
  display.type(password);
  display.press('Return');
  assertValid(desktop.agent.folder, derOf(await signed));
});

test('a wrong password is told and the window stays', async () => {
  const signed = sign('Third');
  await desktop.windowAsks();
  display.type('not this one');
  display.press('Return');
  await desktop.windowTells('The password is wrong.');
  display.screenshot(path.join(screenshots, 'window-4-wrong-password.png'));
  display.type(password);
  display.press('Return');
  assertValid(desktop.agent.folder, derOf(await signed));
});

test('Escape cancels', async () => {
  const signed = assert.rejects(sign('Fourth'), /action\.canceled/);
  await desktop.windowAsks();
  display.press('Escape');
  await signed;
});

test('the window of a page that goes says so, and goes too', async () => {
  sign('Fifth').catch(() => {});
  await display.focus('localhost');
  await page.close();
  await desktop.windowTells('The site withdrew its request.');
  display.screenshot(path.join(screenshots, 'window-5-withdrawn.png'));
  await display.gone('localhost');
});
