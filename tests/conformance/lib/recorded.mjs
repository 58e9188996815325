// The exchanges that ncalayer-js-client recorded from the original, and what kind each of them is.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const packageFolder = path.dirname(createRequire(import.meta.url).resolve('ncalayer-js-client'));

/** All of them, { index, request, response }. */
export const recorded = JSON.parse(readFileSync(path.join(packageFolder, 'test', 'test-data.json'), 'utf8'))
  .map(({ request, response }, index) => ({ index, request: JSON.parse(request), response: JSON.parse(response) }));

export const isCancellation = ({ response }) => response.message === 'action.canceled' || (response.status === true && response.body.result === undefined);
export const needsTimeStamp = ({ request }) => /CMSSignature/.test(request.method) || request.args?.signingParams?.tsaProfile !== undefined;
export const isError = ({ response }) => response.code === '500' || response.status === false;
export const isProbe = ({ request }) => request.module.startsWith('kz.digiflow');
export const opensWindow = (entry) => !/getActiveTokens|changeLocale/.test(entry.request.method) && !isProbe(entry) && !(isError(entry) && !isCancellation(entry));

/** The keys and types of a value, and the lengths of its arrays. */
export function shape(value) {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).sort().map(([name, member]) => [name, shape(member)]));
}

/** Recorded by an agent of before October 2024: since then a single CMS comes in an array too. */
export function asToday(response) {
  const result = response.body?.result;
  return typeof result === 'string' ? { ...response, body: { result: [result] } } : response;
}

/** The demonstration key that a person takes for this request. */
export const keyNameFor = (request) => (request.args?.[1] === 'AUTHENTICATION' ? 'person_authentication_rsa' : 'person_signature_rsa');
