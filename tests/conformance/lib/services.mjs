// A demonstration authority whose time stamps, OCSP answers and lists come from a server of the test's own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { programs } from './agent.mjs';

export class Services {
  static async start() {
    const services = new Services();
    services.folder = mkdtempSync(path.join(tmpdir(), 'qoltanba-services-'));
    services.process = spawn(programs.responders, ['--out', services.folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: services.process.stdout }), 'line');
    Object.assign(services, JSON.parse(line));
    services.anchors = path.join(services.folder, 'anchors');
    services.keys = JSON.parse(readFileSync(path.join(services.folder, 'keys.json'), 'utf8'));
    return services;
  }

  key(name) { return path.join(this.folder, this.keys.find((one) => one.name === name).file); }

  /** What the services do from now on, for example { route: 'tsp', fault: 'wrong_nonce' }; tells what was asked. */
  async become(what) {
    const answer = await fetch(this.control, { method: 'POST', body: JSON.stringify(what) });
    if (answer.status !== 200) throw new Error(await answer.text());
    return answer.json();
  }

  async stop() {
    this.process.stdin.end();
    await once(this.process, 'exit');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
