// A Wayland compositor whose screen is a window of a virtual X display: what is typed there comes to the Wayland
// windows through its seat. It tells nobody which windows it has; lib/screen_reader.mjs finds them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { environment, home } from './agent.mjs';
import { Display } from './display.mjs';

const socket = 'wayland-of-the-test';

export class Compositor {
  static async open() {
    const compositor = new Compositor();
    compositor.outside = await Display.open();
    compositor.server = spawn('weston', [
      '--backend=x11-backend.so', '--use-pixman', '--no-config', '--width=1200', '--height=840', `--socket=${socket}`,
    ], { env: { ...compositor.outside.environment, XDG_RUNTIME_DIR: home }, stdio: 'ignore' });
    compositor.environment = { ...environment, XDG_RUNTIME_DIR: home, WAYLAND_DISPLAY: socket, QT_QPA_PLATFORM: 'wayland' };
    // There is no X server for the programs inside.
    delete compositor.environment.DISPLAY;
    try {
      await compositor.outside.eventually(() => existsSync(path.join(home, socket)), 'weston opens no socket');
      compositor.outside.run('xdotool', 'search', '--sync', '--onlyvisible', '--class', 'weston', 'windowfocus', '--sync');
    } catch (error) {
      await compositor.close();
      throw error;
    }
    return compositor;
  }

  type(text) { this.outside.type(text); }

  press(...keys) { this.outside.press(...keys); }

  screenshot(file) { this.outside.screenshot(file); }

  async close() {
    const ended = once(this.server, 'exit');
    this.server.kill();
    await ended;
    await this.outside.close();
  }
}
