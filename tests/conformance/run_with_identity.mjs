// node run_with_identity.mjs TEST.mjs…
// Makes demonstration keys and a localhost identity in a fresh home, then runs the tests in a Node that trusts that
// identity's CA (Node reads NODE_EXTRA_CA_CERTS once, when it starts).
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const home = mkdtempSync(path.join(tmpdir(), 'qoltanba-conformance-'));
const environment = {
  ...process.env,
  HOME: home,
  QOLTANBA_TEST_HOME: home,
  NODE_EXTRA_CA_CERTS: path.join(home, 'config', 'localhost-ca.pem'),
};
let status = 1;
try {
  // SoftHSM finds no token here (lib/agent.mjs): without a configuration it would find the machine's.
  const noToken = path.join(home, 'no-token');
  mkdirSync(noToken);
  mkdirSync(path.join(home, 'no-keys'));
  writeFileSync(path.join(noToken, 'softhsm2.conf'), `directories.tokendir = ${noToken}\n`);
  execFileSync(process.env.QOLTANBA_DEMO_CA, ['--out', home], { env: environment });
  // Registering makes the identity; the tests begin with a browser that does not trust it.
  for (const verb of ['install', 'remove']) {
    execFileSync(process.env.QOLTANBA_COMMAND, ['trust', verb, '--config-dir', path.join(home, 'config')], { env: environment });
  }
  status = spawnSync(process.execPath, ['--test', ...process.argv.slice(2)], { env: environment, stdio: 'inherit' }).status;
} finally {
  rmSync(home, { recursive: true, force: true });
}
process.exit(status ?? 1);
