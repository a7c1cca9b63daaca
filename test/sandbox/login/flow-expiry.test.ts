import { expect, onTestFinished, test } from 'vitest';
import { member, messagesOf, password, runSandbox } from '../running-sandbox.ts';

test('a login flow is over after an hour and names another one to go on with', async () => {
  let now = new Date('2026-11-20T10:00:00Z');
  const kratos = await runSandbox({ now: () => now });
  onTestFinished(() => kratos.close());
  await kratos.createIdentity('late@login.example');
  const flow = member(await kratos.public('GET', '/self-service/login/api'), 'id');

  now = new Date('2026-11-20T11:01:30Z');
  const body = { method: 'password', identifier: 'late@login.example', password };
  const late = await kratos.public('POST', `/self-service/login?flow=${flow}`, { body });
  expect([late.status, late.body]).toMatchObject([
    410,
    {
      error: {
        id: 'self_service_flow_expired',
        reason: 'The self-service flow expired 1.50 minutes ago, initialize a new one.',
      },
      expired_at: '2026-11-20T11:00:00Z',
    },
  ]);
  expect((await kratos.public('GET', `/self-service/login/flows?id=${flow}`)).status).toBe(410);

  const next = member(late, 'use_flow_id');
  const fetched = await kratos.public('GET', `/self-service/login/flows?id=${next}`);
  expect(messagesOf(fetched).form).toEqual([4010001]);
  expect((await kratos.public('POST', `/self-service/login?flow=${next}`, { body })).status).toBe(200);
});
