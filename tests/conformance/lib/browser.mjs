// Chromium with a home of its own, and a page on the loopback that carries the published client.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { configDir, environment, programs, run } from './agent.mjs';

const require = createRequire(import.meta.url);
const clientScript = readFileSync(path.join(path.dirname(require.resolve('ncalayer-js-client')), 'ncalayer-client.js'));

const html = `<!doctype html><meta charset="utf-8"><title>A page</title>
<script>var exports = {};</script><script src="client.js"></script>`;

/** Serves the page; gives its address and a way to stop. */
export async function servePage() {
  const server = createServer((request, response) => {
    const script = request.url === '/client.js';
    response.setHeader('Content-Type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(script ? clientScript : html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const addressAs = (host) => `http://${host}:${server.address().port}`;
  return { address: addressAs('localhost'), addressAs, stop: () => server.close() };
}

export function trust(verb) { return run(programs.command, ['trust', verb, '--config-dir', configDir]); }

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.QOLTANBA_CHROMIUM ?? '/usr/bin/chromium',
    env: environment,
    // Pages of many sites stand on the one server.
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP *.test 127.0.0.1'],
  });
}
