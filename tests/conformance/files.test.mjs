// A page that has a file signed: the person chooses it in the agent's own window, and the page may name that path once.
// The published client has no call of its own for these methods; its connection carries them.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Agent, key } from './lib/agent.mjs';
import { openBrowser, servePage, trust } from './lib/browser.mjs';
import { derOf, opensslVerifies } from './lib/judges.mjs';

/** The original's word for a file that is not there, whatever the reason here. */
const refused = '500: file.not_found';

let agent;
let sites;
let browser;
let pages;
let folder;

before(async () => {
  agent = await Agent.start();
  folder = path.join(agent.folder, 'Құжаттар');
  mkdirSync(folder);
  assert.equal(trust('install').status, 0);
  sites = await Promise.all([servePage(), servePage()]);
  browser = await openBrowser();
  pages = await Promise.all(sites.map(async (site) => {
    const page = await browser.newPage();
    await page.goto(site.address);
    return page;
  }));
});
after(async () => {
  await browser?.close();
  sites?.forEach((site) => site.stop());
  await agent?.stop();
});

/** A call of commonUtils in this page, on a connection of its own as many pages do. */
const call = (page, method, ...args) => page.evaluate(`(async () => {
  const client = new exports.NCALayerClient('${agent.url}', false);
  await client.connect();
  try {
    return await new Promise((resolve, reject) => {
      client.setHandlers(resolve, reject);
      client.sendRequest(${JSON.stringify({ module: 'kz.gov.pki.knca.commonUtils', method, args })});
    });
  } finally {
    client.wsConnection.close();
  }
})()`);

const personChooses = (file) => agent.process.stdin.write(`${file}\n`);
const sign = (page, file, attach = true) => call(page, 'createCAdESFromFile', 'PKCS12', 'SIGNATURE', file, attach);

function newFile(name, content) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function chosen(page, file) {
  personChooses(file);
  assert.equal(await call(page, 'showFileChooser', 'ALL', ''), file);
}

/** Whoever asks with this path gets the same refusal, and nobody sees a window. */
async function assertRefused(page, file) {
  await agent.shown();
  await assert.rejects(sign(page, file), (error) => error.message.includes(`NCALayerError: ${refused}\n`));
  assert.equal(await agent.shown(), '');
}

for (const attach of [true, false]) {
  test(`a chosen file is signed ${attach ? 'attached' : 'detached'}`, async () => {
    const content = Buffer.from('Келісімшарт\r\n\0\x01 binary');
    const file = newFile(`келісім ${attach}.bin`, content);
    await chosen(pages[0], file);
    await agent.shown();
    agent.personSigns(key('person_signature_rsa'));
    const der = derOf(await sign(pages[0], file, attach));
    const signed = opensslVerifies(agent.folder, der, attach ? undefined : content);
    if (attach) assert.deepEqual(signed, content);
    const shown = await agent.shown();
    assert.ok(shown.includes(path.basename(file)), `the person saw the name of the file: ${shown}`);
    assert.ok(shown.includes(sites[0].address));
  });
}

test('what stands in the file when it is signed is what is signed', async () => {
  const file = newFile('changing.txt', 'before');
  await chosen(pages[0], file);
  writeFileSync(file, 'after');
  agent.personSigns(key('person_signature_rsa'));
  assert.equal(opensslVerifies(agent.folder, derOf(await sign(pages[0], file))).toString(), 'after');
});

test('a choice counts once', async () => {
  const file = newFile('once.txt', 'once');
  await chosen(pages[0], file);
  agent.personSigns(key('person_signature_rsa'));
  await sign(pages[0], file);
  await assertRefused(pages[0], file);
});

test('a path that was not chosen is refused alike whether there is such a file or not', async () => {
  const there = newFile('secret.txt', 'secret');
  const absent = path.join(folder, 'absent.txt');
  for (const file of [there, absent, folder, '/etc/passwd', '', '.', '\0']) await assertRefused(pages[0], file);
});

test('other spellings of a chosen path were not chosen', async () => {
  const file = newFile('chosen.txt', 'chosen');
  await chosen(pages[0], file);
  for (const spelling of [path.join(folder, '.') + '/./chosen.txt', file.toUpperCase(), `${file}/`, ` ${file}`]) {
    await assertRefused(pages[0], spelling);
  }
  agent.personSigns(key('person_signature_rsa'));
  await sign(pages[0], file);
});

test('what was chosen for one origin is refused to another, which uses nothing up', async () => {
  const file = newFile('mine.txt', 'mine');
  await chosen(pages[0], file);
  await assertRefused(pages[1], file);
  agent.personSigns(key('person_signature_rsa'));
  assert.equal(opensslVerifies(agent.folder, derOf(await sign(pages[0], file))).toString(), 'mine');
});

test('a refusal at the window uses the choice up', async () => {
  const file = newFile('refused.txt', 'refused');
  await chosen(pages[0], file);
  agent.personCancels('certificate');
  await assert.rejects(sign(pages[0], file), /500: action\.canceled/);
  await assertRefused(pages[0], file);
});

test('a file that went away after it was chosen is told so', async () => {
  const file = newFile('gone.txt', 'gone');
  await chosen(pages[0], file);
  rmSync(file);
  await assert.rejects(sign(pages[0], file), (error) => error.message.includes(refused));
});

test('the person who chooses no file cancels', async () => {
  personChooses('');
  await assert.rejects(call(pages[0], 'showFileChooser', 'P12', '/home'), /500: action\.canceled/);
});

test('a chosen file that needs a time stamp gets an error where no service can be reached, and is chosen anew', async () => {
  const file = newFile('stamped.txt', 'stamped');
  await chosen(pages[0], file);
  agent.personSigns(key('person_signature_rsa'));
  await assert.rejects(
    call(pages[0], 'createCMSSignatureFromFile', 'PKCS12', 'SIGNATURE', file, true), /500: time_stamp_unavailable/);
  await assert.rejects(sign(pages[0], file), (error) => error.message.includes(refused));
  await chosen(pages[0], file);
  agent.personSigns(key('person_signature_rsa'));
  assert.equal(opensslVerifies(agent.folder, derOf(await sign(pages[0], file))).toString(), 'stamped');
});
