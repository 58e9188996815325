// A card at the window: a page in Chromium, the real window on a virtual display, a card that is plugged in while it is
// open, and a person who types its PIN.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { home } from './lib/agent.mjs';
import { Desktop } from './lib/desktop.mjs';
import { derOf, opensslVerifies } from './lib/judges.mjs';
import { Card, Readers } from './lib/virtual_card.mjs';

const screenshots = process.env.QOLTANBA_SCREENSHOTS ?? home;
const settle = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

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

async function untilActive(count) {
  for (let tries = 0; tries < 200 && (await activeTokens()).length !== count; tries += 1) await settle(50);
  assert.equal((await activeTokens()).length, count);
}

async function signs(asked, text) {
  assert.equal(opensslVerifies(desktop.agent.folder, derOf(await asked)).toString(), text);
}

test('a card that is plugged in while the window is open is there: its PIN and Enter open it, Enter again signs', async () => {
  const asked = sign('Прошу изменить мои реквизиты');
  await display.focus('localhost');
  await settle(1000);
  shoot('1-nothing');
  await card.insert();
  await settle(2500);
  shoot('2-plugged-in');
  display.type(Card.pin);
  display.press('Return');
  await settle(2500);
  shoot('3-certificate');
  display.press('Return');
  await signs(asked, 'Прошу изменить мои реквизиты');
});

test('a wrong PIN is told and the window stays', async () => {
  const asked = sign('Second');
  await display.focus('localhost');
  await settle(1200);
  display.type('999999');
  display.press('Return');
  await settle(2500);
  shoot('4-wrong-pin');
  assert.equal((await card.counts()).pin_tries, 2);
  display.type(Card.pin);
  display.press('Return');
  await settle(2500);
  display.press('Return');
  await signs(asked, 'Second');
});

test('a card that is pulled out while the window is open leaves the list, and comes back into it', async () => {
  const asked = sign('Third');
  await display.focus('localhost');
  await settle(1200);
  await card.remove();
  await settle(2500);
  shoot('5-pulled-out');
  await card.insert();
  await settle(2500);
  display.type(Card.pin);
  display.press('Return');
  await settle(2500);
  display.press('Return');
  await signs(asked, 'Third');
});

test('a page alone is told of the card at once', async () => {
  await untilActive(1);
  await card.remove();
  await untilActive(0);
});
