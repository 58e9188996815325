// A person at a desktop: a display, the agent with its windows, and Chromium that trusts it.
import { strict as assert } from 'node:assert';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { Agent, configDir, home, key } from './agent.mjs';
import { openBrowser, servePage, trust } from './browser.mjs';
import { Display } from './display.mjs';

export class Desktop {
  /** One key file lies where the agent looks: person_gost, unless there are to be none. `variables` lead to devices; `on`
      is what the display is opened as. */
  static async open({ variables = {}, files = ['person_gost'], on = Display } = {}) {
    const desktop = new Desktop();
    const keys = path.join(home, 'desktop-keys');
    mkdirSync(keys, { recursive: true });
    for (const name of files) copyFileSync(key(name), path.join(keys, path.basename(key(name))));
    desktop.display = await on.open();
    desktop.agent = await Agent.launch(['--ui', 'qt', '--key-folder', keys], { ...desktop.display.environment, ...variables });
    desktop.site = await servePage();
    assert.equal(trust('install').status, 0);
    desktop.browser = await openBrowser();
    return desktop;
  }

  /** A page of this host (localhost, or any under .test), connected to the agent. */
  async visit(host = 'localhost') {
    const page = await this.browser.newPage();
    await page.goto(this.site.addressAs(host));
    await page.evaluate(`(async () => {
      window.client = new exports.NCALayerClient('${this.agent.url}', false);
      await client.connect();
    })()`);
    return page;
  }

  /** No key was ever opened here. */
  forgetKeys() { rmSync(path.join(configDir, 'known-keys.json'), { force: true }); }

  async close() {
    await this.browser?.close();
    this.site?.stop();
    await this.agent?.stop();
    await this.display?.close();
  }
}
