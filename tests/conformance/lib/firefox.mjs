// Firefox as a person has it: with the profile that it makes itself at its first start, and every setting as it came.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import puppeteer from 'puppeteer-core';

import { environment } from './agent.mjs';

/** Where its own questions to the network go: to nobody. It asks no proxy for the loopback. */
const nobody = 'http://127.0.0.1:1';

export class Firefox {
  static async open() {
    const firefox = new Firefox();
    firefox.process = spawn(process.env.QOLTANBA_FIREFOX ?? 'firefox-esr', ['--headless', '--remote-debugging-port', '0'], {
      env: { ...environment, http_proxy: nobody, https_proxy: nobody },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const endpoint = await new Promise((resolve, reject) => {
      firefox.process.on('error', reject);
      firefox.process.on('exit', (status) => reject(new Error(`Firefox ended with ${status}`)));
      createInterface({ input: firefox.process.stderr }).on('line', (line) => {
        const told = /^WebDriver BiDi listening on (\S+)/.exec(line)?.[1];
        if (told) resolve(told);
      });
    });
    firefox.browser = await puppeteer.connect({ browserWSEndpoint: `${endpoint}/session`, protocol: 'webDriverBiDi' });
    return firefox;
  }

  /** A page at this address. */
  async visit(address) {
    const page = await this.browser.newPage();
    await page.goto(address);
    return page;
  }

  async close() {
    const ended = once(this.process, 'exit');
    if (this.browser) await this.browser.close();
    else this.process.kill();
    await ended;
  }
}
