// node sign_in_chromium.mjs URL FILE: in this user's Chromium, connects the published client to URL and has a text
// signed; the CMS is written to FILE. Nothing is done about certificates: the browser trusts URL or this fails.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { chromium } from 'playwright-core';

const [url, file] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const client = readFileSync(path.join(path.dirname(require.resolve('ncalayer-js-client')), 'ncalayer-client.js'));

const server = createServer((request, response) => {
  const script = request.url === '/client.js';
  response.setHeader('Content-Type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
  response.end(script ? client : '<!doctype html><script>var exports = {};</script><script src="client.js"></script>');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const browser = await chromium.launch({
  executablePath: process.env.QOLTANBA_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${server.address().port}`);
  const cms = await page.evaluate(async ([address, text]) => {
    const agent = new exports.NCALayerClient(address, false);
    await agent.connect();
    return agent.createCAdESFromBase64('PKCS12', text, 'SIGNATURE', true);
  }, [url, Buffer.from('Өтініш').toString('base64')]);
  writeFileSync(file, Buffer.from(cms.replace(/-----[^-]+-----/g, ''), 'base64'));
} finally {
  await browser.close();
  server.close();
}
