import { describe, expect, test } from 'vitest';
import { undoImport, type ImportUndoChoices } from '../../../src/transfer/verify/undo-import.ts';
import { login, oldPassword, uniqueEmail } from '../../actions/people.ts';
import { type Create, type ImportedRow, useImportScene } from './imported.ts';

const it = useImportScene();

const person = (
  more: Partial<ImportedRow> = {},
  create: Partial<Create> = {},
): ImportedRow & { readonly email: string } => {
  const email = uniqueEmail('ada');
  return { create: { schema_id: 'default', state: 'active', traits: { email }, ...create }, email, ...more };
};

const withPassword: Partial<Create> = { credentials: { password: { config: { password: oldPassword } } } };

/** Undoes all that there is to undo; gives what became of each. */
async function undo(operation: string, choices: Partial<ImportUndoChoices> = {}) {
  const undoing = undoImport(operation, it.scene.folder, {
    includeChanged: false,
    includeUncertain: false,
    ...choices,
  });
  const targets = [...undoing.targets()];
  const ends: unknown[] = [];
  for (const target of targets) {
    const done = undoing.undo(target, { kratos: it.scene.admin });
    ends.push(
      await done.then(
        ({ changed }) => changed,
        (error: Error) => error.message,
      ),
    );
  }
  undoing.close();
  return { targets, ends, notes: undoing.notes };
}

const isThere = async (id: string | undefined): Promise<boolean> =>
  (await it.scene.kratos.admin('GET', `/admin/identities/${id}`)).status === 200;

const since = (id: string, trace: string) => `Identity ${id} has changed since the import: ${trace}.`;

describe('undoing an import', () => {
  test('deletes those that it created and no other', async () => {
    const ids = await it.scene.imported('1', [
      person(),
      person({ end: 'updated' }),
      person({ end: 'unchanged' }),
      person({ end: 'uncertain' }),
      person({ end: 'sending' }),
      person({}, withPassword),
    ]);
    const { targets, ends, notes } = await undo('1');
    expect(targets).toEqual([
      { identityId: ids[0], row: 1 },
      { identityId: ids[5], row: 6 },
    ]);
    expect(ends).toEqual([true, true]);
    expect(await Promise.all(ids.map(isThere))).toEqual([false, true, true, true, true, false]);
    expect(notes).toEqual([
      '1 identity stays as updated by the import.',
      '1 row is uncertain and left alone: --include-uncertain undoes that, too.',
      '1 row is left that may have been created when the import stopped: idp resume 1 finds out.',
    ]);
  });

  test('finds those that are gone undone already', async () => {
    const [id] = await it.scene.imported('2', [person()]);
    expect((await undo('2')).ends).toEqual([true]);
    expect(await isThere(id)).toBe(false);
    expect((await undo('2')).ends).toEqual([false]);
  });

  test('leaves those that have changed since, or are in use, unless told', async () => {
    const rows = [person(), person({}, withPassword), person({}, withPassword), person()];
    const ids = await it.scene.imported('3', rows);
    const [changed = '', signedIn = '', reset = ''] = ids;
    await it.scene.kratos.patch(
      changed,
      { op: 'replace', path: '/traits/name', value: { first: 'Ada' } },
      { op: 'replace', path: '/metadata_admin', value: { note: 'kept' } },
    );
    expect(await login(it.scene.kratos, rows[1]?.email ?? '', oldPassword)).toBeDefined();
    await it.scene.kratos.patch(reset, { op: 'remove', path: '/credentials/password' });
    expect((await undo('3')).ends).toEqual([
      since(changed, 'traits, metadata_admin'),
      since(signedIn, 'somebody is signed in'),
      since(reset, 'password'),
      true,
    ]);
    expect(await Promise.all(ids.map(isThere))).toEqual([true, true, true, false]);
    expect((await undo('3', { includeChanged: true })).ends).toEqual([true, true, true, false]);
    expect(await Promise.all(ids.map(isThere))).toEqual([false, false, false, false]);
  });

  test('takes a second factor that was to follow for no change, and a used code for one', async () => {
    const totp = { config: { totp_url: 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXP' } };
    const lookup_secret = { config: { recovery_codes: [{ code: 'aaaa' }, { code: 'bbbb' }] } };
    const [, used = ''] = await it.scene.imported('4', [
      person({ completion: { totp } }),
      person({ completion: { lookup_secret } }),
    ]);
    const config = { recovery_codes: [{ code: 'aaaa', used_at: '2026-01-02T03:04:05Z' }, { code: 'bbbb' }] };
    await it.scene.kratos.patch(used, {
      op: 'add',
      path: '/credentials/lookup_secret',
      value: { type: 'lookup_secret', identifiers: [used], config },
    });
    expect((await undo('4')).ends).toEqual([true, since(used, 'a recovery code is used')]);
  });

  test('deletes what is uncertain only when it is told to, and not what is another than was sent', async () => {
    const ids = await it.scene.imported('5', [
      person({ end: 'uncertain' }),
      person(),
      person({ end: 'uncertain' }),
    ]);
    await it.scene.kratos.patch(ids[2] ?? '', { op: 'replace', path: '/traits/name', value: { first: 'B' } });
    const { targets, ends, notes } = await undo('5', { includeUncertain: true });
    expect(targets.map(({ row }) => row)).toEqual([2, 1, 3]);
    expect(ends).toEqual([true, true, since(ids[2] ?? '', 'traits')]);
    expect(notes).toEqual([]);
  });

  test('is not possible where there is no journal', () => {
    expect(() =>
      undoImport('999', it.scene.folder, { includeChanged: false, includeUncertain: false }),
    ).toThrow(expect.objectContaining({ code: 'task-ended' }));
  });
});
