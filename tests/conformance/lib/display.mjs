// A virtual display, and hands at its keyboard.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { environment, run } from './agent.mjs';

export class Display {
  static async open() {
    const display = new Display();
    display.server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [number] = await once(createInterface({ input: display.server.stdout }), 'line');
    display.environment = { ...environment, DISPLAY: `:${number}`, QT_QPA_PLATFORM: 'xcb' };
    return display;
  }

  run(program, ...args) {
    const { status, output } = run('env', [`DISPLAY=${this.environment.DISPLAY}`, program, ...args]);
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${output}`);
    return output.toString().trim();
  }

  /** Waits for a window whose title matches and gives it the keyboard, as a window manager does. */
  async focus(title) {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = run('env', [`DISPLAY=${this.environment.DISPLAY}`, 'xdotool', 'search', '--onlyvisible', '--name', title]);
      if (found.status === 0) {
        const window = found.output.toString().trim().split('\n').pop();
        this.run('xdotool', 'windowfocus', '--sync', window);
        return window;
      }
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error(`no window ${title}`);
  }

  type(text) { this.run('xdotool', 'type', '--delay', '20', text); }

  press(...keys) { this.run('xdotool', 'key', '--delay', '40', ...keys); }

  screenshot(file) { this.run('import', '-window', 'root', file); }

  async close() {
    this.server.kill();
    await once(this.server, 'exit');
  }
}
