// The real window as a Wayland compositor shows it, and a person at its keyboard.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { home, password } from './lib/agent.mjs';
import { Compositor } from './lib/compositor.mjs';
import { Desktop } from './lib/desktop.mjs';
import { assertValid, derOf } from './lib/judges.mjs';
import { takesSecret } from './lib/screen_reader.mjs';

const screenshots = process.env.QOLTANBA_SCREENSHOTS ?? home;

let reader;
let desktop;
let display;
let page;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  desktop = await Desktop.open({ on: Compositor });
  ({ display, reader } = desktop);
  page = await desktop.visit();
});
after(() => desktop?.close());

const sign = (text) => page.evaluate(
  `client.createCAdESFromBase64('PKCS12', '${Buffer.from(text).toString('base64')}', 'SIGNATURE', true)`);

const screenshot = (name) => display.screenshot(path.join(screenshots, `wayland-${name}.png`));

test('the window comes up, and the password goes into it: Enter opens the key, Enter again signs', async () => {
  const signed = sign('Прошу изменить мои банковские реквизиты');
  const { window } = await reader.sees('localhost', takesSecret, 'a field for the password');
  assert.ok(window.includes(desktop.site.address), window);
  screenshot('1-key');
  display.type(password);
  display.press('Return');
  await desktop.windowShowsCertificate();
  screenshot('2-certificate');
  display.press('Return');
  assertValid(desktop.agent.folder, derOf(await signed));
});

test('Caps Lock, of which the compositor tells nothing, is noticed by what is typed', async () => {
  const signed = assert.rejects(sign('Second'), /action\.canceled/);
  await reader.sees('localhost', takesSecret, 'a field for the password');
  display.press('Caps_Lock');
  display.press('q');
  await desktop.windowTells('Caps Lock');
  display.press('Caps_Lock');
  display.press('Escape');
  await signed;
});
