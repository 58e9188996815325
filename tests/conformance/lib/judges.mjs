// Independent judges of what the agent made.
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { strict as assert } from 'node:assert';

import { anchors, environment, programs, run } from './agent.mjs';

export const derOf = (cms) => Buffer.from(cms.replace(/-----[^-]+-----/g, ''), 'base64');

/** `qoltanba verify --json` of these bytes; `content` belongs to a detached CMS. */
export function judgement(folder, bytes, content, ...options) {
  const file = path.join(folder, 'signed');
  writeFileSync(file, bytes);
  const args = ['verify', file, '--json', '--anchors', anchors, ...options];
  if (content !== undefined) {
    writeFileSync(path.join(folder, 'content'), content);
    args.push('--content', path.join(folder, 'content'));
  }
  const { status, output } = run(programs.command, args);
  return { status, report: JSON.parse(output.toString()) };
}

export function assertValid(folder, bytes, content, message) {
  const { status, report } = judgement(folder, bytes, content);
  assert.equal(status, 0, `${message ?? 'the signature'} is not valid: ${JSON.stringify(report)}`);
  return report;
}

/** libgcrypt's word on what was made with a GOST key: a 'CMS' over this content, an 'XML', a 'PKCS10' for a holder with
    this in the name. */
export function gcryptVerifies(folder, kind, signed, content = '') {
  const file = path.join(folder, 'signed.gost');
  writeFileSync(file, signed);
  const env = { ...environment, QOLTANBA_SIGNED: file, QOLTANBA_CONTENT: content };
  const { status, stdout } = spawnSync(programs.gostJudge, [kind], { env, encoding: 'utf8' });
  assert.equal(status, 0, `libgcrypt refuses the ${kind}: ${stdout}`);
  assert.match(stdout, /1 test case/);
}

/** openssl's word on a CMS made with RSA or ECDSA; gives the signed content. */
export function opensslVerifies(folder, der, content) {
  const file = path.join(folder, 'signed.der');
  writeFileSync(file, der);
  const args = ['cms', '-verify', '-inform', 'DER', '-in', file, '-noverify', '-binary'];
  if (content !== undefined) {
    writeFileSync(path.join(folder, 'content'), content);
    args.push('-content', path.join(folder, 'content'));
  }
  const { status, output } = run('openssl', args);
  assert.equal(status, 0, `openssl refuses the CMS: ${output}`);
  return output;
}

/** xmlsec1's word on an XML signed with RSA or ECDSA, with the certificate inside it as the key. */
export function xmlsecVerifies(folder, xml, ...options) {
  const file = path.join(folder, 'signed.xml');
  const certificate = path.join(folder, 'signer.pem');
  const base64 = /<ds:X509Certificate>([^<]+)</.exec(xml)[1];
  writeFileSync(file, xml);
  writeFileSync(certificate, new X509Certificate(Buffer.from(base64, 'base64')).toString());
  const { status, output } = run('xmlsec1', ['--verify', '--pubkey-cert-pem', certificate, ...options, file]);
  assert.equal(status, 0, `xmlsec1 refuses the XML: ${output}`);
}
