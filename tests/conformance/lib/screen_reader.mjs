// A screen reader, and the session bus of its own over which it finds the agent's windows.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { environment, eventually, home } from './agent.mjs';

const program = fileURLToPath(new URL('../screen_reader.py', import.meta.url));

export class ScreenReader {
  static async open() {
    const reader = new ScreenReader();
    reader.events = [];
    // The sockets of the accessibility bus go into the runtime folder.
    reader.variables = { XDG_RUNTIME_DIR: home, QT_LINUX_ACCESSIBILITY_ALWAYS_ON: '1' };
    reader.bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      env: { ...environment, ...reader.variables },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    [reader.variables.DBUS_SESSION_BUS_ADDRESS] = await once(createInterface({ input: reader.bus.stdout }), 'line');
    return reader;
  }

  /** Hears the windows of the agent that was started with `variables` on this display. */
  async listen(agent, display) {
    // Debian's own Python has the bindings.
    this.process = spawn('/usr/bin/python3', [program, String(agent.process.pid)], {
      env: { ...display.environment, ...this.variables },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const told = createInterface({ input: this.process.stdout });
    await once(told, 'line');
    told.on('line', (line) => {
      const what = JSON.parse(line);
      if (Array.isArray(what)) this.answer(what);
      else this.events.push(what);
    });
  }

  /** Everything that is shown, in the order in which it is read. */
  shown() {
    return new Promise((resolve) => {
      this.answer = resolve;
      this.process.stdin.write('\n');
    });
  }

  /** All that is shown, once there is a window that takes a password. */
  windowWithPassword() {
    return eventually(async () => {
      const shown = await this.shown();
      return shown.some(({ role, takesKeyboard }) => role === 'password text' && takesKeyboard) && shown;
    }, () => 'no window takes a password');
  }

  /** Waits for an event that fits. */
  hears(fits, what) {
    return eventually(() => this.events.find(fits), () => `never heard: ${what}; but ${JSON.stringify(this.events, null, 1)}`);
  }

  /** What was heard until now counts no more. */
  forget() { this.events = []; }

  async close() {
    this.process?.stdin.end();
    const ended = once(this.bus, 'exit');
    this.bus.kill();
    await ended;
  }
}
