// A token of SoftHSM in a folder of the test's own, with keys of the demonstration authority.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { environment, key, programs } from './agent.mjs';
import { takeApart } from './key_parts.mjs';

const module = '/usr/lib/softhsm/libsofthsm2.so';

export class SoftToken {
  /** The label decides which of NCALayer's storages it is; `keys` are demonstration keys, [name, key file]
      or the name alone; their identifiers are 01, 02, … */
  static create({ label = 'KAZTOKEN', pin = '123456', keys = [] } = {}) {
    const token = new SoftToken();
    Object.assign(token, { label, pin, folder: mkdtempSync(path.join(tmpdir(), 'qoltanba-soft-token-')) });
    mkdirSync(path.join(token.folder, 'tokens'));
    const configuration = path.join(token.folder, 'softhsm2.conf');
    writeFileSync(configuration, `directories.tokendir = ${path.join(token.folder, 'tokens')}\nlog.level = ERROR\n`);
    /** What programs must know to see this token and none of the machine's own. */
    token.environment = { SOFTHSM2_CONF: configuration };
    token.run('softhsm2-util', '--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', pin);
    keys.map((one) => (Array.isArray(one) ? one : [one, key(one)]))
      .forEach(([name, file], index) => token.add(name, file, `0${index + 1}`));
    return token;
  }

  run(program, ...args) {
    return execFileSync(program, args, {
      cwd: this.folder, env: { ...environment, ...this.environment }, stdio: ['ignore', 'pipe', 'pipe'],
    }).toString();
  }

  /** The key and the certificate of this file, both with this label and identifier. */
  add(name, file, id) {
    const parts = takeApart(file, this.folder);
    this.run('softhsm2-util', '--import', parts.key, '--token', this.label, '--label', name, '--id', id, '--pin', this.pin);
    this.run('pkcs11-tool', '--module', module, '--token-label', this.label, '--login', '--pin', this.pin,
      '--write-object', parts.der, '--type', 'cert', '--label', name, '--id', id);
    rmSync(parts.key);
  }

  /** A key of this family, made on the token, with the certificate of an authority of its own beside it; gives the
      folder of the authority's anchors. */
  enrol(family) {
    const authority = path.join(this.folder, family);
    const anchors = path.join(authority, 'anchors');
    const keys = (...args) => execFileSync(programs.command, ['keys', ...args, '--token', this.label], {
      env: { ...environment, ...this.environment }, input: `${this.pin}\n`, stdio: ['pipe', 'pipe', 'pipe'],
    }).toString();
    const { request } = JSON.parse(keys('generate', '--family', family, '--common-name', 'ТЕСТОВ ТЕСТ',
      '--iin', '123456789011', '--out', authority, '--json'));
    this.run(programs.demoCa, '--out', authority, '--request', request);
    keys('import', path.join(authority, 'issued', `${path.parse(request).name}.cer`), '--anchors', anchors);
    return anchors;
  }

  remove() { rmSync(this.folder, { recursive: true, force: true }); }
}
