// Starts the real agent with settings of its own, plays the person at its terminal, and ends it.
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const programs = {
  agent: process.env.QOLTANBA_AGENT,
  command: process.env.QOLTANBA_COMMAND,
  demoCa: process.env.QOLTANBA_DEMO_CA,
  responders: process.env.QOLTANBA_RESPONDERS,
  virtualCard: process.env.QOLTANBA_VIRTUAL_CARD,
  virtualReaders: process.env.QOLTANBA_VIRTUAL_READERS,
  gostToken: process.env.QOLTANBA_GOST_TOKEN,
  agentWithGost: process.env.QOLTANBA_AGENT_WITH_GOST,
  gostJudge: process.env.QOLTANBA_GOST_JUDGE,
};
export const home = process.env.QOLTANBA_TEST_HOME;
export const configDir = path.join(home, 'config');
export const anchors = path.join(home, 'anchors');
export const noKeys = path.join(home, 'no-keys');
export const password = 'Qwerty12';

/** Environment of everything that is started: its own home, so that nobody's browsers are touched, and neither the
    tokens nor the readers of this machine, nor a bus that would be started for it and stay. */
export const environment = {
  ...process.env,
  HOME: home,
  XDG_CONFIG_HOME: '',
  XDG_STATE_HOME: '',
  LC_ALL: 'C.UTF-8',
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  SOFTHSM2_CONF: path.join(home, 'no-token', 'softhsm2.conf'),
  PCSCLITE_CSOCK_NAME: path.join(home, 'no-readers'),
};

const described = JSON.parse(readFileSync(path.join(home, 'keys.json'), 'utf8'));

/** The key file that the demonstration CA made under this name, for example key('person_gost'). */
export function key(name) {
  const found = described.find((one) => one.name === name);
  if (!found) throw new Error(`no key ${name}; there are: ${described.map((one) => one.name)}`);
  return path.join(home, found.file);
}

/** A time stamp service that nobody reaches. */
const nobody = 'http://127.0.0.1:1/tsp';

/** What the terminal waits with, in every language of the program. */
export const questions = {
  pin: /PIN[^\n]*: $/,
  which: /(The key's number|Номер ключа|Кілттің нөмірі) \([^\n]*: $/,
  lastTry: /(last try|последнюю попытку|Соңғы әрекет)[^\n]*\? \(y[^\n]*: $/,
  agree: /(Sign|Show the certificate|Подписать|Показать сертификат|Қол қойылсын ба|Сертификат көрсетілсін бе)\? \(y[^\n]*: $/,
};

/** Waits for something true and gives it; a minute at most. */
export async function eventually(holds, otherwise = () => 'it never came') {
  const end = performance.now() + 60_000;  // for tests that run side by side on a busy machine
  for (;;) {
    const held = await holds();
    if (held) return held;
    if (performance.now() > end) throw new Error(otherwise());
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

export class Agent {
  /** With the person at its terminal. */
  static start(...options) {
    return Agent.launch(['--ui', 'terminal', '--key-folder', path.join(home, 'keys'), ...options]);
  }

  /** The same without key files, and with what these variables lead to: a token, readers. */
  static startWith(variables, ...options) {
    return Agent.launch(['--ui', 'terminal', '--key-folder', noKeys, ...options], { ...environment, ...variables });
  }

  static async launch(options, env = environment, program = programs.agent) {
    const agent = new Agent();
    agent.output = '';
    agent.folder = mkdtempSync(path.join(tmpdir(), 'qoltanba-client-'));
    const port = options.includes('--port') ? [] : ['--port', '0'];
    const config = options.includes('--config-dir') ? [] : ['--config-dir', configDir];
    const trusted = options.includes('--anchors') ? [] : ['--anchors', anchors];
    // No test asks the real service.
    const stamps = options.includes('--tsa') ? [] : ['--tsa', nobody];
    agent.process = spawn(program, [
      '--log-level', 'warn', ...trusted, ...stamps, ...port, ...config, ...options,
    ], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    // As it comes: a question has no end of line.
    for (const stream of [agent.process.stdout, agent.process.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => { agent.output += text; });
    }
    const listening = new Promise((resolve, reject) => {
      agent.process.on('exit', (status) => reject(new Error(`the agent ended with ${status}: ${agent.output}`)));
      createInterface({ input: agent.process.stdout }).on('line', (line) => {
        const port = /^listening on wss:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
        if (port) resolve(Number(port));
      });
    });
    agent.port = await listening;
    agent.url = `wss://127.0.0.1:${agent.port}`;
    return agent;
  }

  /** The person agrees to the next window with this key. */
  personSigns(file = key('person_gost'), secret = password) { this.process.stdin.write(`${file}\n${secret}\ny\n`); }

  /** The person waits for a key of the list that is described with these words, picks it, and goes on with these
      answers. */
  async personPicks(words, ...answers) {
    const choice = new RegExp(`^ +(\\d+)\\. (?:(?!^ +\\d+\\. )[^])*?${words}`, 'm');
    await this.tells(choice);
    this.process.stdin.write(`${[choice.exec(this.output)[1], ...answers].join('\n')}\n`);
  }

  /** The same for a device: types the PIN, takes the first of several keys, and stands before the last question. */
  async personOpens(words, pin) {
    await this.personPicks(words);
    await this.tells(questions.pin);
    await this.shown();
    this.process.stdin.write(`${pin}\n`);
    await this.tells(new RegExp(`${questions.which.source}|${questions.agree.source}`));
    if (questions.which.test(this.output)) this.process.stdin.write('1\n');
    await this.tells(questions.agree);
  }

  /** And agrees. */
  async personSignsWith(words, pin) {
    await this.personOpens(words, pin);
    this.process.stdin.write('y\n');
  }

  /** The person cancels: before choosing a key, at the password, or after seeing the certificate. */
  personCancels(step = 'key') {
    const file = key('person_gost');
    this.process.stdin.write({ key: '\n', password: `${file}\n\n`, certificate: `${file}\n${password}\n\n` }[step]);
  }

  /** Waits until the person was shown this. */
  tells(words) {
    return eventually(() => words.test(this.output), () => `never shown: ${words}; but ${this.output}`);
  }

  /** What the person was shown since the last call. The agent shows before it replies, but a reply may be read before
      what was shown: what lies ready is read to its end first. */
  async shown() {
    await new Promise((resolve) => { setImmediate(resolve); });
    const { output } = this;
    this.output = '';
    return output;
  }

  get alive() { return this.process.exitCode === null; }

  async stop() {
    if (this.alive) {
      this.process.kill('SIGTERM');
      await once(this.process, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a program to its end: { status, output }. */
export function run(program, args, input) {
  try {
    return { status: 0, output: execFileSync(program, args, { input, env: environment, stdio: ['pipe', 'pipe', 'pipe'] }) };
  } catch (error) {
    if (error.status === undefined || error.status === null) throw error;
    return { status: error.status, output: Buffer.concat([error.stdout, error.stderr]) };
  }
}
