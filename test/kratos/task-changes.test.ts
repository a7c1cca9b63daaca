import { describe, expect, test } from 'vitest';
import { observeTask } from '../../src/kratos/observe-task.ts';
import type { KratosRequest } from '../../src/kratos/transport.ts';
import { cut, observing } from './observing.ts';

const ada = { id: '11111111-1111-4111-8111-111111111111', state: 'active' };
const toInactive: KratosRequest = {
  method: 'PATCH',
  path: `/admin/identities/${ada.id}`,
  body: [{ op: 'replace', path: '/state', value: 'inactive' }],
};

const idOf = (n: number): string => `11111111-1111-4111-8111-${String(n).padStart(12, '0')}`;

/** A Kratos of identities that are all active, and inactive once they are written to. */
const amongMany = () =>
  observeTask(
    async ({ method, path: asked }) => {
      const one = { ...ada, id: asked.split('/')[3], state: method === 'GET' ? 'active' : 'inactive' };
      return { status: method === 'DELETE' ? 204 : 200, headers: {}, text: JSON.stringify(one) };
    },
    { beforeFirstWrite: async () => undefined },
  );

describe('a task about many identities', () => {
  const batch: KratosRequest = { method: 'PATCH', path: '/admin/identities', body: {} };
  const made = { action: 'create' };

  test('has the sum of its batches, in which one by one they would be too many', async () => {
    const { observer } = observing(
      { status: 200, body: { identities: [made, { action: 'error' }, null, made] } },
      { status: 409, body: { error: { code: 409 } } },
      { status: 200, body: { identities: [made] } },
    );
    for (let n = 0; n < 3; n += 1) await observer.transport(batch);
    expect(observer.changes()).toEqual([{ name: 'identities created', before: null, after: 3 }]);
  });

  test('says beside the sum that more may have been made', async () => {
    const { observer } = observing(
      { status: 200, body: { identities: [made] } },
      cut(batch),
      { status: 503 },
      { status: 200, body: '<html>' },
    );
    for (let n = 0; n < 4; n += 1) await observer.transport(batch).catch(() => undefined);
    expect(observer.changes()).toEqual([
      { name: 'identities created', before: null, after: 1 },
      { name: 'identities created', before: null, after: 'unknown' },
    ]);
  });

  test('tells of the first hundred that it changed, and counts the others', async () => {
    const observer = amongMany();
    for (let n = 0; n < 150; n += 1) {
      const at = `/admin/identities/${idOf(n)}`;
      await observer.transport({ method: 'GET', path: at });
      await observer.transport({ ...toInactive, path: at });
    }
    for (let n = 200; n < 220; n += 1)
      await observer.transport({ method: 'DELETE', path: `/admin/identities/${idOf(n)}` });
    await observer.transport({ method: 'DELETE', path: `/admin/identities/${idOf(3)}/sessions` });
    const told = observer.changes();
    expect(told.slice(0, 4)).toEqual(
      [0, 1, 2, 3].map((n) => ({ name: `${idOf(n)} state`, before: 'active', after: 'inactive' })),
    );
    expect(told[4]).toEqual({ name: `${idOf(3)} sessions`, before: 'unknown', after: 0 });
    expect(told).toHaveLength(103);
    expect(told.slice(-2)).toEqual([
      { name: 'more identities changed', before: null, after: 50 },
      { name: 'more identities deleted', before: null, after: 20 },
    ]);
  });

  test('takes what it knew before from a look-up of an identifier, not from a list of everybody', async () => {
    const inactive = { status: 200, body: { ...ada, state: 'inactive' } };
    const list = { status: 200, body: [ada] };
    const seen = async (query: string) => {
      const { observer } = observing(list, inactive);
      await observer.transport({ method: 'GET', path: `/admin/identities?${query}` });
      await observer.transport(toInactive);
      return observer.changes();
    };
    expect(await seen('credentials_identifier=ada%40example.com')).toEqual([
      { name: 'state', before: 'active', after: 'inactive' },
    ]);
    expect(await seen('page_size=500&include_credential=code')).toEqual([
      { name: 'state', before: 'unknown', after: 'inactive' },
    ]);
  });

  test('forgets what it saw long before it wrote', async () => {
    const observer = amongMany();
    for (let n = 0; n < 500; n += 1)
      await observer.transport({ method: 'GET', path: `/admin/identities/${idOf(n)}` });
    for (const n of [0, 499])
      await observer.transport({ ...toInactive, path: `/admin/identities/${idOf(n)}` });
    expect(observer.changes().map(({ before }) => before)).toEqual(['unknown', 'active']);
  });

  test('counts logins that are tried, and those that were refused not at all', async () => {
    const { observer } = observing({ status: 200, body: {} }, { status: 204 }, { status: 400, body: {} });
    const side = 'public';
    const login: KratosRequest = { method: 'POST', path: '/self-service/login?flow=1', side };
    await observer.transport(login);
    await observer.transport({ method: 'DELETE', path: '/self-service/logout/api', side });
    await observer.transport(login);
    expect(observer.changes()).toEqual([{ name: 'trial logins', before: null, after: 1 }]);
  });
});
