// A key file taken apart into what other programs take.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { password } from './agent.mjs';

/** Writes key.pem (PKCS#8), certificate.pem and certificate.der into the folder; gives their paths. */
export function takeApart(file, folder) {
  const parts = Object.fromEntries([['key', 'key.pem'], ['certificate', 'certificate.pem'], ['der', 'certificate.der']]
    .map(([part, name]) => [part, path.join(folder, name)]));
  const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const open = (...args) => openssl('pkcs12', '-legacy', '-in', file, '-passin', `pass:${password}`, '-nodes', ...args);
  open('-nocerts', '-out', parts.key);
  open('-clcerts', '-nokeys', '-out', parts.certificate);
  openssl('x509', '-in', parts.certificate, '-outform', 'DER', '-out', parts.der);
  return parts;
}
