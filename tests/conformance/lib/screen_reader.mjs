// A screen reader, and the session bus of its own over which it finds the agent's windows.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { environment, eventually, home } from './agent.mjs';

const program = fileURLToPath(new URL('../screen_reader.py', import.meta.url));

/** A field that takes a password or a PIN now: what is typed goes into it. */
export const takesSecret = ({ role, takesKeyboard, hasKeyboard }) => role === 'password text' && takesKeyboard && hasKeyboard;

/** The button that approves, once it tells whose certificate it is (with an IIN) and can be pressed. */
export const approves = ({ role, description, takesKeyboard }) => role.endsWith('button') && takesKeyboard && /\d{12}/.test(description);

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

  /** Waits until something that fits is shown in a window whose title has these words. */
  async sees(title, fits, what) {
    let shown = [];
    return eventually(async () => {
      shown = (await this.shown()).filter(({ window }) => window.includes(title));
      return shown.find(fits);
    }, () => `never shown in ${title}: ${what}; but ${JSON.stringify(shown, null, 1)}`);
  }

  /** Waits until nothing that fits is shown there. */
  async misses(title, fits, what) {
    return eventually(async () => !(await this.shown()).some((one) => one.window.includes(title) && fits(one)),
      () => `still shown in ${title}: ${what}`);
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
