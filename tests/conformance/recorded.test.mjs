// The exchanges that ncalayer-js-client recorded from the original, with key files in place of the token: those
// without a window are equal as JSON, the others in shape. And for each recorded error text three more inputs.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';

import { Agent, key } from './lib/agent.mjs';
import {
  asToday, isCancellation, isProbe, keyNameFor, needsTimeStamp, opensWindow, recorded, shape,
} from './lib/recorded.mjs';
import { Socket } from './lib/socket.mjs';

let agent;
let socket;
before(async () => {
  agent = await Agent.start('--allow-local-clients');
  socket = await Socket.open(agent.url);
});
after(() => agent.stop());

const withFiles = (request) => JSON.parse(JSON.stringify(request).replace(/AKKaztokenStore/g, 'PKCS12'));
const entries = recorded.map((entry) => ({ ...entry, request: withFiles(entry.request) }));
const asksOnlyForTokens = ({ request }) => request.args?.allowedStorages?.every((name) => name.startsWith('AK'));
const keyFor = (request) => key(keyNameFor(request));

for (const entry of entries) {
  const { index, request, response } = entry;
  const name = `recorded ${index}: ${request.method}`;
  if (isProbe(entry)) {
    test(`${name} finds no other product`, async () => {
      assert.deepEqual(await socket.exchange(request), { success: false, errorCode: 'MODULE_NOT_FOUND' });
    });
  } else if (request.method === 'getActiveTokens') {
    test(`${name} lists what is plugged in: nothing`, async () => {
      assert.deepEqual(await socket.exchange(request), { responseObject: [], code: '200' });
    });
  } else if (!opensWindow(entry)) {
    test(`${name} is answered without a window, as recorded`, async () => {
      await agent.shown();
      assert.deepEqual(await socket.exchange(request), response);
      assert.equal(await agent.shown(), '');
    });
  } else if (asksOnlyForTokens(entry)) {
    test(`${name} asks for devices that are not there`, async () => {
      assert.equal((await socket.exchange(request)).status, false);
    });
  } else if (isCancellation(entry)) {
    test(`${name} is cancelled as recorded`, async () => {
      agent.personCancels();
      assert.deepEqual(await socket.exchange(request), response);
    });
  } else if (needsTimeStamp(entry)) {
    test(`${name} needs a time stamp and gets an error, because no service can be reached`, async () => {
      agent.personSigns(keyFor(request));
      const answer = await socket.exchange(request);
      assert.ok(answer.code === '500' || answer.status === false, JSON.stringify(answer));
      assert.match(JSON.stringify(answer), /time.?stamp/i);
    });
  } else if (request.method === 'getKeyInfo') {
    test(`${name} tells at least what was recorded`, async () => {
      agent.personSigns();
      const answer = await socket.exchange(request);
      assert.equal(answer.code, '200');
      for (const member of Object.keys(response.responseObject)) assert.equal(typeof answer.responseObject[member], 'string');
    });
  } else {
    test(`${name} signs, in the recorded shape`, async () => {
      agent.personSigns(keyFor(request));
      assert.deepEqual(shape(await socket.exchange(request)), shape(asToday(response)));
    });
  }
}

const commonUtils = (method, ...args) => ({ module: 'kz.gov.pki.knca.commonUtils', method, args });
const typeMismatch = (method) => ({ code: '500', message: `java.lang.IllegalArgumentException: argument type mismatch. Method: ${method}` });
const xmlFault = (line, column, text) => ({ code: '500', message: `org.xml.sax.SAXParseException; lineNumber: ${line}; columnNumber: ${column}; ${text}` });
const basics = (args) => ({ module: 'kz.gov.pki.knca.basics', method: 'sign', args });
const notAnObject = (name) => ({
  code: 'INVOCATION_ERROR', message: 'An invoked method threw an exception.', status: false,
  details: `org.json.JSONException: JSONObject["${name}"] is not a JSONObject.`,
});
const unclosed = 'XML document structures must start and end within the same entity.';

const furtherFaults = {
  'argument type mismatch': [
    [commonUtils('getKeyInfo', ['PKCS12']), typeMismatch('getKeyInfo')],
    [commonUtils('createCAdESFromBase64', 'PKCS12', 'SIGNATURE', 'MTEK', 'yes'), typeMismatch('createCAdESFromBase64')],
    [commonUtils('signXmls', 'PKCS12', 'SIGNATURE', { xml: '<a/>' }, '', ''), typeMismatch('signXmls')],
    [commonUtils('createCAdESFromBase64Hash', 'PKCS12', {}, 'MTEK'), typeMismatch('createCAdESFromBase64Hash')],
    [commonUtils('signXml', 'PKCS12', '123', '<a/>', null, ''), typeMismatch('signXml')],
    [commonUtils('createCMSSignatureFromBase64', true, 'SIGNATURE', 'MTEK', false), typeMismatch('createCMSSignatureFromBase64')],
    [commonUtils('changeLocale', null), typeMismatch('changeLocale')],
    [commonUtils('changeLocale', ['ru']), typeMismatch('changeLocale')],
    [commonUtils('changeLocale', { locale: 'ru' }), typeMismatch('changeLocale')],
  ],
  'an empty hash': [
    [commonUtils('createCAdESFromBase64Hash', 'PKCS12', '', ''), { code: '500' }],
    [commonUtils('createCAdESFromBase64Hash', 'PKCS12', 'SIGNATURE', ''), { code: '500' }],
    [commonUtils('createCAdESFromBase64Hash', 'PKCS12', 'AUTHENTICATION', ''), { code: '500' }],
  ],
  'XML that does not end': [
    [commonUtils('signXml', 'PKCS12', '', '<a><b></b>', '', ''), xmlFault(1, 11, unclosed)],
    [commonUtils('signXml', 'PKCS12', '', '<a>\n<b>text', '', ''), xmlFault(2, 8, unclosed)],
    [commonUtils('signXml', 'PKCS12', '', '<тег>мәтін', '', ''), xmlFault(1, 11, unclosed)],
  ],
  'a parameter that is no object': [
    [basics({ format: 'cms', data: 'MTEK', signingParams: 'text', signerParams: {} }), notAnObject('signingParams')],
    [basics({ format: 'xml', data: '<a/>', signingParams: [], signerParams: {} }), notAnObject('signingParams')],
    [basics({ format: 'cms', data: 'MTEK', signingParams: {}, signerParams: true }), notAnObject('signerParams')],
  ],
  'a method that does not exist': [
    [commonUtils('getVersion'), { code: '500', message: 'NoSuchMethodException getVersion' }],
    [commonUtils('signXml', 'PKCS12', '', '<a/>'), { code: '500', message: 'NoSuchMethodException signXml' }],
    [{ ...commonUtils('getKeyInfo'), args: { storageName: 'PKCS12' } }, { code: '500', message: 'NoSuchMethodException getKeyInfo' }],
  ],
};

for (const [fault, cases] of Object.entries(furtherFaults)) {
  cases.forEach(([request, expected], index) => {
    test(`${fault}, further input ${index + 1}`, async () => {
      await agent.shown();
      assert.deepEqual(await socket.exchange(request), expected);
      assert.equal(await agent.shown(), '');
    });
  });
}

test('a cancellation, at three further calls', async () => {
  for (const request of [
    commonUtils('getKeyInfo', 'PKCS12'),
    commonUtils('signXml', 'PKCS12', 'SIGNATURE', '<a/>', '', ''),
    commonUtils('showFileChooser', 'ALL', ''),
  ]) {
    agent.personCancels();
    assert.deepEqual(await socket.exchange(request), { code: '500', message: 'action.canceled' });
  }
});
