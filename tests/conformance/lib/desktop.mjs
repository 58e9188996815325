// A person at a desktop: a display, the agent with its windows, a screen reader to know what they show, and Chromium that
// trusts the agent.
import { strict as assert } from 'node:assert';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { Agent, configDir, home, key } from './agent.mjs';
import { openBrowser, servePage, trust } from './browser.mjs';
import { Display } from './display.mjs';
import { approves, ScreenReader, takesSecret } from './screen_reader.mjs';

export class Desktop {
  /** One key file lies where the agent looks: person_gost, unless there are to be none. `variables` lead to devices; `on`
      is what the display is opened as. */
  static async open({ variables = {}, files = ['person_gost'], on = Display } = {}) {
    const desktop = new Desktop();
    try {
      await desktop.furnish(variables, files, on);
    } catch (error) {
      await desktop.close();
      throw error;
    }
    return desktop;
  }

  async furnish(variables, files, on) {
    const keys = path.join(home, 'desktop-keys');
    mkdirSync(keys, { recursive: true });
    for (const name of files) copyFileSync(key(name), path.join(keys, path.basename(key(name))));
    this.reader = await ScreenReader.open();
    this.display = await on.open();
    this.agent = await Agent.launch(['--ui', 'qt', '--key-folder', keys],
      { ...this.display.environment, ...this.reader.variables, ...variables });
    await this.reader.listen(this.agent, this.display);
    this.site = await servePage();
    assert.equal(trust('install').status, 0);
    this.browser = await openBrowser();
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

  /** The window of this title has the keyboard and takes a password or PIN: a window takes no answer at first. */
  async windowAsks(title = 'localhost') {
    const window = await this.display.focus(title);
    await this.reader.sees(title, takesSecret, 'a field for a password');
    return window;
  }

  /** The window shows a certificate and can be agreed to. */
  async windowShowsCertificate(title = 'localhost') { await this.reader.sees(title, approves, 'a certificate to agree to'); }

  /** A window tells this, be it for a moment. */
  async windowTells(words) {
    await this.reader.hears(({ role, name, begins }) => role === 'notification' && begins && name.startsWith(words), words);
    this.reader.forget();
  }

  /** No key was ever opened here. */
  forgetKeys() { rmSync(path.join(configDir, 'known-keys.json'), { force: true }); }

  async close() {
    await this.browser?.close();
    this.site?.stop();
    await this.agent?.stop();
    await this.display?.close();
    await this.reader?.close();
  }
}
