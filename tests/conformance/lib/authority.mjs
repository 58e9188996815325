// An authority that issues what a request asks for.
import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { programs, run } from './agent.mjs';

/** Certifies this request (PEM) by an authority of its own, which gets this folder: { anchors, certificate } are a folder
    and DER. */
export function certify(pem, folder) {
  mkdirSync(folder);
  const request = path.join(folder, 'request.csr');
  writeFileSync(request, pem);
  const { status, output } = run(programs.demoCa, ['--out', folder, '--request', request]);
  assert.equal(status, 0, output.toString());
  return { anchors: path.join(folder, 'anchors'), certificate: readFileSync(path.join(folder, 'issued', 'request.cer')) };
}
