import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKratos, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { uniqueEmail } from '../../actions/people.ts';
import type { ImportedRow } from '../../transfer/verify/imported.ts';
import { createUser, type User } from '../user.ts';
import { importedBy } from './imported-by.ts';

let user: User;
let kratos: KratosUnderTest;

beforeAll(async () => {
  user = createUser();
  kratos = await startKratos();
});
afterAll(async () => {
  user.leave();
  await kratos.close();
});

const person = (more: Partial<ImportedRow> = {}): ImportedRow => ({
  create: { schema_id: 'default', state: 'active', traits: { email: uniqueEmail('ada') } },
  ...more,
});

const areThere = (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await kratos.admin('GET', `/admin/identities/${id}`)).status === 200));

describe('idp undo of an import', () => {
  it('shows first what it would delete, wants the number, and deletes no other', async () => {
    const rows = [person(), person({ end: 'updated' }), person({ end: 'uncertain' }), person()];
    const { operation, ids } = await importedBy(user, kratos, rows);
    const preview = await user.call(`undo ${operation} --dry-run --format json`);
    expect(preview.exit).toBe(0);
    expect(preview.outcome).toMatchObject({
      action: 'undo import-identities',
      results: { targets: 2, changed: 2 },
      log: [
        { message: '1 identity stays as updated by the import.' },
        { message: '1 row is uncertain and left alone: --include-uncertain undoes that, too.' },
      ],
    });
    expect(preview.stdout).toContain(`/admin/identities/${ids[3]}`);
    const unasked = await user.call(`undo ${operation}`);
    expect([unasked.exit, unasked.stderr]).toEqual([2, expect.stringContaining('--yes --expect 2')]);
    expect(await areThere(ids)).toEqual([true, true, true, true]);
    const done = await user.call(`undo ${operation} --yes --expect 2 --format json`);
    expect([done.exit, done.outcome.results['changed']]).toEqual([0, 2]);
    expect(await areThere(ids)).toEqual([false, true, true, false]);
    const uncertain = await user.call(`undo ${operation} --include-uncertain --yes --expect 1`);
    expect(uncertain.exit).toBe(0);
    expect(await areThere(ids)).toEqual([false, true, false, false]);
    const nothing = await user.call(`undo ${operation} --yes --expect 1`);
    expect([nothing.exit, nothing.stderr]).toEqual([
      5,
      expect.stringContaining(`No identity is left that operation ${operation} created.`),
    ]);
  });

  it('leaves alone who has changed since, until it is told otherwise', async () => {
    const { operation, ids } = await importedBy(user, kratos, [person(), person(), person()]);
    await kratos.patch(ids[1] ?? '', { op: 'replace', path: '/metadata_public', value: { seen: true } });
    const first = await user.call(`undo ${operation} --yes --expect 3 --format json`);
    expect(first.exit).toBe(6);
    expect(first.outcome.results).toMatchObject({
      completed: 2,
      failed: 1,
      reasons: { 'cannot-be-undone': 1 },
    });
    expect(first.stdout).toContain(`Identity ${ids[1]} has changed since the import: metadata_public.`);
    expect(first.outcome.error?.hint).toContain(`idp show-operation ${first.outcome.operation} says why`);
    const second = await user.call(`undo ${operation} --include-changed --yes --expect 1`);
    expect(second.exit).toBe(0);
    expect(await areThere(ids)).toEqual([false, false, false]);
  });

  it('is taken up where it stopped', async () => {
    const { operation, ids } = await importedBy(user, kratos, [person(), person(), person()]);
    await kratos.patch(ids[0] ?? '', { op: 'replace', path: '/state', value: 'inactive' });
    const stopped = await user.call(
      `undo ${operation} --yes --expect 3 --concurrency 1 --max-failures 1 --format json`,
    );
    expect([stopped.exit, await areThere(ids)]).toEqual([6, [true, true, true]]);
    const resumed = await user.call(`resume ${stopped.outcome.operation} --yes --expect 2`);
    expect([resumed.exit, await areThere(ids)]).toEqual([0, [true, false, false]]);
  });
});
