// A card at the window: a page in Chromium, the real window on a virtual display, a card that is plugged in while it is
// open, and a person who types its PIN.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { eventually, home } from './lib/agent.mjs';
import { Desktop } from './lib/desktop.mjs';
import { derOf, opensslVerifies } from './lib/judges.mjs';
import { Card, Readers } from './lib/virtual_card.mjs';

const screenshots = process.env.QOLTANBA_SCREENSHOTS ?? home;

let readers;
let card;
let desktop;
let display;
let page;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  readers = await Readers.start();
  card = await readers.card({ options: ['--atr', '3B88014B415A544F4B454E82', '--outside'] });
  desktop = await Desktop.open({ variables: readers.environment, files: [] });
  display = desktop.display;
  page = await desktop.visit();
});
after(async () => {
  await desktop?.close();
  await card?.end();
  await readers?.end();
});

const shoot = (name) => display.screenshot(path.join(screenshots, `card-window-${name}.png`));
const sign = (text) => page.evaluate(
  `client.basicsSignCMS(null, '${Buffer.from(text).toString('base64')}', { decode: true, encapsulate: true }, { extKeyUsageOids: ['1.3.6.1.5.5.7.3.4'] })`);
const activeTokens = () => page.evaluate('client.getActiveTokens()');

const untilActive = (count) => eventually(async () => (await activeTokens()).length === count, () => `never ${count} tokens`);
const isSecret = ({ role }) => role === 'password text';

async function signs(asked, text) {
  assert.equal(opensslVerifies(desktop.agent.folder, derOf(await asked)).toString(), text);
}

// A card shows its certificate before its PIN, so one Enter signs, as with a key file that was opened before.
test('a card that is plugged in while the window is open is there: its PIN and Enter sign', async () => {
  const asked = sign('Прошу изменить мои реквизиты');
  await display.focus('localhost');
  await desktop.reader.misses('localhost', isSecret, 'a field for a PIN');
  shoot('1-nothing');
  await card.insert();
  await desktop.windowAsks();
  shoot('2-plugged-in');
  display.type(Card.pin);
  display.press('Return');
  await signs(asked, 'Прошу изменить мои реквизиты');
});

test('a wrong PIN is told and the window stays', async () => {
  const asked = sign('Second');
  await desktop.windowAsks();
  display.type('999999');
  display.press('Return');
  await desktop.windowTells('Неверный PIN-код.');
  shoot('3-wrong-pin');
  assert.equal((await card.counts()).pin_tries, 2);
  display.type(Card.pin);
  display.press('Return');
  await signs(asked, 'Second');
});

test('a card that is pulled out while the window is open leaves the list, and comes back into it', async () => {
  const asked = sign('Third');
  await desktop.windowAsks();
  await card.remove();
  await desktop.reader.misses('localhost', isSecret, 'a field for a PIN');
  shoot('4-pulled-out');
  await card.insert();
  await desktop.windowAsks();
  display.type(Card.pin);
  display.press('Return');
  await signs(asked, 'Third');
});

test('a page alone is told of the card at once', async () => {
  await untilActive(1);
  await card.remove();
  await untilActive(0);
});
