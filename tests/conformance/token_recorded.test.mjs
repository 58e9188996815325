// The exchanges that ncalayer-js-client recorded from the original with a KAZTOKEN, replayed with a token of that name:
// those without a window are equal as JSON, the others in shape, with time stamps where they had one.
import { after, before, test } from 'node:test';
import { strict as assert } from 'node:assert';

import { Agent, eventually } from './lib/agent.mjs';
import { asToday, isCancellation, needsTimeStamp, opensWindow, recorded, shape } from './lib/recorded.mjs';
import { Services } from './lib/services.mjs';
import { Socket } from './lib/socket.mjs';
import { SoftToken } from './lib/soft_token.mjs';

let services;
let token;
let agent;
let socket;
before(async () => {
  services = await Services.start();
  token = SoftToken.create({
    keys: ['person_signature_rsa', 'person_authentication_rsa'].map((name) => [name, services.key(name)]),
  });
  agent = await Agent.startWith(token.environment, '--allow-local-clients',
    '--anchors', services.anchors, '--tsa', services.tspRsa);
  socket = await Socket.open(agent.url);
  const tokens = () => socket.exchange({ module: 'kz.gov.pki.knca.commonUtils', method: 'getActiveTokens' });
  await eventually(async () => (await tokens()).responseObject.length > 0);
});
after(async () => {
  await agent?.stop();
  token?.remove();
  await services?.stop();
});

for (const entry of recorded.filter((one) => JSON.stringify(one).includes('AKKaztokenStore'))) {
  const { index, request, response } = entry;
  const name = `recorded ${index}: ${request.method}`;
  if (!opensWindow(entry)) {
    test(`${name} is answered without a window, as recorded`, async () => {
      await agent.shown();
      assert.deepEqual(await socket.exchange(request), response);
      assert.equal(await agent.shown(), '');
    });
  } else if (isCancellation(entry)) {
    test(`${name} is cancelled as recorded`, async () => {
      agent.process.stdin.write('\n');
      assert.deepEqual(await socket.exchange(request), response);
    });
  } else {
    test(`${name} ${needsTimeStamp(entry) ? 'signs with a time stamp' : 'is agreed to'}, in the recorded shape`, async () => {
      await agent.shown();
      const asked = socket.exchange(request);
      await Promise.race([
        agent.personSignsWith('KAZTOKEN', token.pin),
        asked.then((early) => assert.fail(`answered before the person was: ${JSON.stringify(early)}`)),
      ]);
      const answer = await asked;
      const { certNotBefore, ...more } = answer.responseObject ?? {};
      // Of a certificate's facts the recording kept one.
      if (request.method === 'getKeyInfo') assert.ok(Number(certNotBefore) > 0 && more.pem, JSON.stringify(answer));
      else assert.deepEqual(shape(answer), shape(asToday(response)), JSON.stringify(answer));
    });
  }
}
