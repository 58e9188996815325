// A person who hears the window: the real one, as a screen reader finds it.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';

import { eventually, password } from './lib/agent.mjs';
import { Desktop } from './lib/desktop.mjs';
import { assertValid, derOf } from './lib/judges.mjs';

let reader;
let desktop;
let display;
let page;
let signed;

before(async () => {
  desktop = await Desktop.open();
  ({ display, reader } = desktop);
  page = await desktop.visit();
});
after(() => desktop?.close());

const sign = (text) => page.evaluate(
  `client.createCAdESFromBase64('PKCS12', '${Buffer.from(text).toString('base64')}', 'SIGNATURE', true)`);

const isPassword = ({ role }) => role === 'password text';

/** A list and what is chosen in it are one place for the keyboard. */
const place = ({ role, name }) => (role.startsWith('list') ? 'list' : `${role} "${name}"`);

/** What has the keyboard; an entry of a list keeps its own mark of it. */
const keyboard = async () => (await reader.shown()).find(({ hasKeyboard, role }) => hasKeyboard && role !== 'list item');

/** Where Tab leads. */
async function pressTab() {
  const before = place(await keyboard());
  display.press('Tab');
  return eventually(async () => {
    const now = await keyboard();
    return now && place(now) !== before && now;
  }, () => `Tab leads nowhere from ${before}`);
}

test('who asks is read first, then what is signed, then the key; the field says which key it is for', async () => {
  signed = sign('Прошу изменить мои банковские реквизиты');
  await desktop.windowAsks();
  const shown = await reader.shown();
  assert.equal(shown[0].role, 'dialog');
  assert.ok(shown[0].name.includes(desktop.site.address), shown[0].name);

  const at = (fits) => shown.findIndex(fits);
  const order = [
    at(({ role, name }) => role === 'label' && name === desktop.site.address),
    at(({ role, name }) => role === 'label' && name === 'asks you to sign a document'),
    at(({ text }) => text === 'Прошу изменить мои банковские реквизиты'),
    at(({ role, name }) => role === 'list' && name === 'Your key'),
    at(isPassword),
  ];
  assert.ok(!order.includes(-1), JSON.stringify(shown, null, 1));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  assert.match(shown.find(isPassword).description, /^GOST512_\w+\.p12, /);
});

test('what takes the keyboard has a role and a name, and Tab reaches all of it', async () => {
  const takers = (await reader.shown()).filter(({ takesKeyboard }) => takesKeyboard);
  for (const one of takers) {
    assert.match(one.role, /^(button|push button|combo box|label|list|list item|password text|text)$/);
    assert.notEqual(one.name, '', one.role);
  }
  const places = new Set(takers.map(place));
  const reached = new Set();
  while (reached.size < places.size) {
    const next = place(await pressTab());
    assert.ok(!reached.has(next), `Tab comes round to ${next} without ${[...places].filter((one) => !reached.has(one))}`);
    reached.add(next);
  }
  assert.deepEqual(reached, places);
  const language = takers.find(({ role }) => role === 'combo box');
  assert.equal(language.description, 'Language');
});

test('of the password its length alone is told, and a wrong one is spoken', async () => {
  while (!isPassword(await keyboard())) await pressTab();
  reader.forget();
  display.type('Wrong7word');
  const isMark = (event) => isPassword(event) && event.change !== null;
  await eventually(() => reader.events.filter(isMark).length === 'Wrong7word'.length,
    () => `not one event for each character: ${JSON.stringify(reader.events, null, 1)}`);
  for (const { change } of reader.events.filter(isMark)) assert.match(change, /^[^Wrong7d]$/, 'one mark for a character');
  assert.doesNotMatch((await keyboard()).text, /[Wrong7d]/);
  display.press('Return');
  await reader.hears(({ event, role, name, begins }) => event === 'object:state-changed:showing' && begins &&
    role === 'notification' && name.startsWith('The password is wrong.'), 'that the password is wrong');
});

test('the certificate is told with the button that signs', async () => {
  reader.forget();
  display.type(password);
  display.press('Return');
  const button = await reader.hears(({ role, name, begins }) => role.endsWith('button') && name === 'Sign' && begins, 'the button that signs');
  assert.match(button.description, /^Name: .+\. .*IIN: \d{12}\. /);
  display.press('Return');
  assertValid(desktop.agent.folder, derOf(await signed));
});

test('that the page has gone is spoken', async () => {
  sign('Second').catch(() => {});
  await desktop.windowAsks();
  await page.close();
  await desktop.windowTells('The site withdrew its request.');
});
