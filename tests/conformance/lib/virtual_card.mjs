// Virtual readers behind a pcscd of the test's own, and PIV cards in them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { anchors, environment, key, programs } from './agent.mjs';
import { takeApart } from './key_parts.mjs';

/** A program that obeys a line with a line. */
class Obeying {
  async begin(program, args, env = environment) {
    this.process = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    return this.answer();
  }

  async answer() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.process.spawnfile} has ended`);
    if (value.startsWith('error')) throw new Error(value);
    return value;
  }

  /** One order at a time. */
  order(line) {
    this.process.stdin.write(`${line}\n`);
    return this.answer();
  }

  async end() {
    this.process.stdin.end();
    if (this.process.exitCode === null) await once(this.process, 'exit');
  }
}

export class Readers extends Obeying {
  static async start() {
    const readers = new Readers();
    const told = await readers.begin(programs.virtualReaders, []);
    const [, socket, port] = /^PCSCLITE_CSOCK_NAME=(\S+) VPCD_PORT=(\d+)$/.exec(told);
    readers.port = Number(port);
    /** What programs must know to see these readers and none of the machine's own. */
    readers.environment = { PCSCLITE_CSOCK_NAME: socket };
    return readers;
  }

  /** A card for the first (0) or second (1) reader. `keys` by slot: 'rsa' or 'ec' by an authority of the card's own,
      which agents and judges trust that start from now on; or a demonstration key's name. */
  async card({ reader = 0, keys = { '9a': 'person_authentication_rsa', '9c': 'person_signature_rsa' }, options = [] } = {}) {
    const card = new Card();
    card.folder = mkdtempSync(path.join(tmpdir(), 'qoltanba-card-'));
    const words = Object.entries(keys).flatMap(([slot, source]) => {
      if (source === 'rsa' || source === 'ec') return ['--key', `${slot}=${source}`];
      mkdirSync(path.join(card.folder, slot));
      const parts = takeApart(key(source), path.join(card.folder, slot));
      return ['--key', `${slot}=${parts.key}`, '--certificate', `${slot}=${parts.certificate}`];
    });
    await card.begin(programs.virtualCard, ['--port', this.port + reader, '--anchors', anchors, ...words, ...options]);
    return card;
  }
}

/** The orders of tests/virtual_card/README.md. */
export class Card extends Obeying {
  static pin = '123456';

  insert() { return this.order('insert'); }

  remove() { return this.order('remove'); }

  delay(milliseconds) { return this.order(`delay ${milliseconds}`); }

  fault(words) { return this.order(`fault ${words}`); }

  behave() { return this.order('behave'); }

  /** { commands, pins, signatures, pin_tries, puk_tries } as numbers. */
  async counts() {
    const line = await this.order('counts');
    return Object.fromEntries([...line.matchAll(/(\w+)=(\d+)/g)].map(([, name, number]) => [name, Number(number)]));
  }

  async end() {
    await super.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
