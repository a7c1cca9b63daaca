import { describe, expect, test } from 'vitest';
import { IdpError } from '../../src/errors/idp-error.ts';
import { observeTask } from '../../src/kratos/observe-task.ts';
import type { KratosRequest } from '../../src/kratos/transport.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { failureOf } from './failure.ts';
import { cut, observing } from './observing.ts';

const id = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const path = `/admin/identities/${id}`;
const ada = { id, state: 'active', schema_id: 'default', traits: { email: 'ada@example.com' } };

const get: KratosRequest = { method: 'GET', path };
const patch = (...body: object[]): KratosRequest => ({ method: 'PATCH', path, body });
const toInactive = patch({ op: 'replace', path: '/state', value: 'inactive' });

describe('before the first write', () => {
  test('the caller is told once, before it is sent', async () => {
    const done = { status: 200, body: ada };
    const { observer, writings } = observing(done, done, done);
    for (const request of [get, toInactive, toInactive]) await observer.transport(request);
    expect(writings).toEqual(['GET', 'first write', 'PATCH', 'PATCH']);
  });

  test('a caller that fails keeps it back, and is asked again at the next', async () => {
    const refusals = [new IdpError('history-unavailable', 'The disk is full.')];
    const sent: string[] = [];
    const observer = observeTask(
      async ({ method }) => {
        sent.push(method);
        return { status: 200, headers: {}, text: JSON.stringify(ada) };
      },
      {
        beforeFirstWrite: async () => {
          const refusal = refusals.pop();
          if (refusal !== undefined) throw refusal;
        },
      },
    );
    expect((await failureOf(observer.transport(toInactive))).code).toBe('history-unavailable');
    expect([sent, observer.requests()]).toEqual([[], []]);
    await observer.transport(toInactive);
    expect(sent).toEqual(['PATCH']);
  });
});

describe('a write whose end is not known', () => {
  test('leaves what it was about unknown', async () => {
    const { observer } = observing({ status: 200, body: ada }, cut(toInactive));
    await observer.transport(get);
    await failureOf(observer.transport(toInactive));
    expect(observer.changes()).toEqual([{ name: 'state', before: 'active', after: 'unknown' }]);
    expect(observer.requests().map(({ status }) => status)).toEqual([200, null]);
  });

  test.each([
    ['as it was', 'active', []],
    ['changed', 'inactive', [{ name: 'state', before: 'active', after: 'inactive' }]],
  ])('is cleared up by a look that shows it %s', async (_, state, expected) => {
    const shown = { status: 200, body: { ...ada, state } };
    const { observer } = observing({ status: 200, body: ada }, { status: 502 }, shown);
    for (const request of [get, toInactive, get]) await observer.transport(request);
    expect(observer.changes()).toEqual(expected);
  });

  test.each([
    ['a new identity', { method: 'POST', path: '/admin/identities', body: {} }, 'identity', null],
    ['a deletion', { method: 'DELETE', path }, 'identity', 'present'],
    ['the end of sessions', { method: 'DELETE', path: `${path}/sessions` }, 'sessions', 'unknown'],
    ['a factor', { method: 'DELETE', path: `${path}/credentials/totp` }, 'credentials.totp', 'unknown'],
    ['a recovery code', { method: 'POST', path: '/admin/recovery/code', body: {} }, 'recovery code', null],
    ['a batch', { method: 'PATCH', path: '/admin/identities', body: {} }, 'identities created', null],
    ['another write', { method: 'POST', path: '/admin/x' }, 'POST /admin/x', 'unknown'],
  ])('is not claimed of %s', async (_, request, name, before) => {
    const { observer } = observing(cut(request));
    await failureOf(observer.transport(request));
    expect(observer.changes()).toEqual([{ name, before, after: 'unknown' }]);
  });

  test.each([
    ['was refused', { status: 409, body: { error: { code: 409 } } }],
    ['never left', new IdpError('unavailable', 'Nothing listens.')],
  ])('is no change where it %s', async (_, answer) => {
    const { observer } = observing({ status: 200, body: ada }, answer);
    await observer.transport(get);
    await observer.transport(toInactive).catch(() => undefined);
    expect(observer.changes()).toEqual([]);
  });
});

test('of personal values and secrets nothing is told but that they changed', async () => {
  const before = {
    ...ada,
    external_id: 'employee-4711',
    traits: { email: 'ada@example.com', phone: '+49 30 1234567', age: 36, pin: 123_456, newsletter: false },
    metadata_admin: { token: 'sk:live:deadbeef', 'ada@example.com': 1, tags: ['x', 'y'] },
    credentials: { password: { identifiers: [], config: { hashed_password: '$2a$12$old' } } },
  };
  const after = {
    ...before,
    external_id: 'employee-4712',
    traits: { email: 'eve@example.com', phone: '+49 30 7654321', age: 37, pin: 654_321, newsletter: true },
    metadata_admin: { token: 'sk:live:cafebabe', 'ada@example.com': 2, tags: [] },
    credentials: undefined,
  };
  const { observer } = observing({ status: 200, body: before }, { status: 200, body: after });
  await observer.transport(get);
  await observer.transport(
    patch(
      ...['/traits', '/external_id', '/metadata_admin'].map((field) => ({ op: 'replace', path: field })),
      {
        op: 'add',
        path: '/credentials/password',
        value: { config: { hashed_password: new Secret('$2b$12$new') } },
      },
    ),
  );
  expect(observer.changes().map(({ name, before: was, after: is }) => [name, was, is])).toEqual([
    ['traits.email', 'a***@e***.com', 'e***@e***.com'],
    ['traits.phone', '+***67', '+***21'],
    ['traits.age', 36, 37],
    ['traits.pin', '***', '***'],
    ['traits.newsletter', false, true],
    ['external_id', 'e***', 'e***'],
    ['metadata_admin.token', 's***', 's***'],
    ['metadata_admin.a***@e***.com', 1, 2],
    ['metadata_admin.tags', 'list of 2', 'list of 0'],
    ['credentials.password', 'set', 'changed'],
  ]);
});

test('what is put back as it was is no change', async () => {
  const answers = ['active', 'inactive', 'active'].map((state) => ({ status: 200, body: { ...ada, state } }));
  const { observer } = observing(...answers);
  for (const request of [get, toInactive, toInactive]) await observer.transport(request);
  expect(observer.changes()).toEqual([]);
});

test('what somebody else changes meanwhile is not claimed', async () => {
  const later = { status: 200, body: { ...ada, state: 'inactive', traits: { email: 'new@example.com' } } };
  const { observer } = observing({ status: 200, body: ada }, later);
  for (const request of [get, toInactive]) await observer.transport(request);
  expect(observer.changes()).toEqual([{ name: 'state', before: 'active', after: 'inactive' }]);
});

test('a PUT may change all that it names, and credentials that it does not', async () => {
  const before = { ...ada, credentials: { totp: { config: { totp_url: 'otpauth://x' } } } };
  const after = { ...ada, state: 'inactive', traits: { email: 'ada@example.com', nick: 'countess' } };
  const { observer } = observing({ status: 200, body: before }, { status: 200, body: after });
  await observer.transport(get);
  await observer.transport({ method: 'PUT', path, body: { state: 'inactive' } });
  expect(observer.changes()).toContainEqual({ name: 'state', before: 'active', after: 'inactive' });
  expect(observer.changes()).toContainEqual({ name: 'traits.nick', before: null, after: 'c***' });
  expect(observer.changes()).toContainEqual({ name: 'credentials.totp', before: 'set', after: 'unknown' });
});

test('of two identities each change says whose it is', async () => {
  const answers = [ada, { ...ada, state: 'inactive' }, { ...ada, id: other }].map((body) => ({
    status: 200,
    body,
  }));
  const { observer } = observing(...answers, { status: 200, body: { ...ada, id: other, state: 'inactive' } });
  const at = (request: KratosRequest) => ({ ...request, path: `/admin/identities/${other}` });
  for (const request of [get, toInactive, at(get), at(toInactive)]) await observer.transport(request);
  expect(observer.changes().map(({ name }) => name)).toEqual([`${id} state`, `${other} state`]);
});

test.each([
  null,
  [],
  {},
  '<html>',
  { id },
  { id, traits: 'x', credentials: [] },
  {
    id,
    credentials: { totp: null, webauthn: { config: { credentials: [null] } }, oidc: { identifiers: 3 } },
  },
  { id, verifiable_addresses: [null], metadata_admin: [1] },
])('an answer such as %j disturbs nothing', async (body) => {
  const { observer } = observing({ status: 200, body }, { status: 200, body }, { status: 200, body });
  for (const request of [get, patch(null as never, { op: 1 }, { path: '/state' }), get]) {
    expect((await observer.transport(request)).text).toBe(JSON.stringify(body));
  }
  expect(Array.isArray(observer.changes())).toBe(true);
});

test('requests are kept by id without their queries, at most 200, writes before reads', async () => {
  const observer = observeTask(async () => ({ status: 200, headers: {}, text: '{}' }), {
    beforeFirstWrite: async () => undefined,
  });
  for (let n = 0; n < 400; n += 1) {
    await observer.transport({ method: 'GET', path: '/admin/identities?page_token=x' });
  }
  for (let n = 0; n < 60; n += 1) await observer.transport({ method: 'DELETE', path: '/admin/sessions/1' });
  const requests = observer.requests();
  expect(requests).toHaveLength(201);
  expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(50);
  expect(requests.at(-1)).toEqual({ id: '', method: '', path: 'and 260 more', status: null });
  expect(new Set(requests.map((request) => request.id)).size).toBe(201);
  expect(requests[0]?.path).toBe('/admin/identities');
});

test('changes are bounded, too', async () => {
  const traits = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`t${n}`, n]));
  const { observer } = observing({ status: 200, body: ada }, { status: 200, body: { ...ada, traits } });
  for (const request of [get, patch({ op: 'replace', path: '/traits' })]) await observer.transport(request);
  expect(observer.changes()).toHaveLength(301);
  expect(observer.changes().at(-1)?.name).toBe('and 101 more');
});
