// A virtual display, and hands at its keyboard.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { environment, run } from './agent.mjs';

export class Display {
  static async open() {
    const display = new Display();
    // With a reset it would throw out who just comes whenever it thinks that the last one goes; with repeated keys a
    // machine that is slow between a key's press and its release would type it again.
    display.server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset', '-r'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [number] = await once(createInterface({ input: display.server.stdout }), 'line');
    display.environment = { ...environment, DISPLAY: `:${number}`, QT_QPA_PLATFORM: 'xcb' };
    display.manager = spawn('openbox', [], { env: display.environment, stdio: 'ignore' });
    try {
      await display.eventually(() => /window id/.test(display.run('xprop', '-root', '_NET_SUPPORTING_WM_CHECK')), 'no window manager');
    } catch (error) {
      await display.close();
      throw error;
    }
    return display;
  }

  run(program, ...args) {
    const { status, output } = run('env', [`DISPLAY=${this.environment.DISPLAY}`, program, ...args]);
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${output}`);
    return output.toString().trim();
  }

  /** Waits for a window whose title matches and gives it the keyboard, as a window manager does. */
  async focus(title) {
    const window = await this.eventually(() => this.find(title), `no window ${title}`);
    this.run('xdotool', 'windowfocus', '--sync', window);
    return window;
  }

  /** The newest window on the screen whose title matches. */
  find(title) {
    const found = run('env', [`DISPLAY=${this.environment.DISPLAY}`, 'xdotool', 'search', '--onlyvisible', '--name', title]);
    return found.status === 0 ? found.output.toString().trim().split('\n').pop() : undefined;
  }

  /** Waits for something true; half a minute at most, for tests that run side by side. */
  async eventually(holds, otherwise = 'it never came') {
    for (let tries = 0; tries < 600; tries += 1) {
      const held = holds();
      if (held) return held;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error(otherwise);
  }

  gone(title) { return this.eventually(() => !this.find(title), `${title} stays`); }

  /** As the cross on its frame does. */
  closeWindow(window) { this.run('wmctrl', '-i', '-c', window); }

  type(text) { this.run('xdotool', 'type', '--delay', '20', text); }

  press(...keys) { this.run('xdotool', 'key', '--delay', '40', ...keys); }

  screenshot(file) { this.run('import', '-window', 'root', file); }

  async close() {
    this.manager?.kill();
    this.server.kill();
    await once(this.server, 'exit');
  }
}
