// The real window as a Wayland compositor shows it, and a person at its keyboard.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { home, password } from './lib/agent.mjs';
import { Compositor } from './lib/compositor.mjs';
import { Desktop } from './lib/desktop.mjs';
import { assertValid, derOf } from './lib/judges.mjs';
import { ScreenReader } from './lib/screen_reader.mjs';

const screenshots = process.env.QOLTANBA_SCREENSHOTS ?? home;

let reader;
let desktop;
let display;
let page;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  reader = await ScreenReader.open();
  desktop = await Desktop.open({ variables: reader.variables, on: Compositor });
  display = desktop.display;
  await reader.listen(desktop.agent, display);
  page = await desktop.visit();
});
after(async () => {
  await desktop?.close();
  await reader?.close();
});

const sign = (text) => page.evaluate(
  `client.createCAdESFromBase64('PKCS12', '${Buffer.from(text).toString('base64')}', 'SIGNATURE', true)`);

const screenshot = (name) => display.screenshot(path.join(screenshots, `wayland-${name}.png`));

test('the window comes up, and the password goes into it: Enter opens the key, Enter again signs', async () => {
  const signed = sign('Прошу изменить мои банковские реквизиты');
  const shown = await reader.windowWithPassword();
  assert.ok(shown[0].name.includes(desktop.site.address), shown[0].name);
  screenshot('1-key');
  display.type(password);
  display.press('Return');
  await reader.hears(({ role, name, begins }) => role.endsWith('button') && name === 'Sign' && begins, 'the button that signs');
  screenshot('2-certificate');
  display.press('Return');
  assertValid(desktop.agent.folder, derOf(await signed));
});

test('Caps Lock, of which the compositor tells nothing, is noticed by what is typed', async () => {
  const signed = assert.rejects(sign('Second'), /action\.canceled/);
  await reader.windowWithPassword();
  display.press('Caps_Lock');
  display.press('q');
  await reader.hears(({ role, name, begins }) => role === 'notification' && name.startsWith('Caps Lock') && begins, 'that Caps Lock is on');
  display.press('Caps_Lock');
  display.press('Escape');
  await signed;
});
