import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openImportJournal } from '../../../src/transfer/journal/open-import-journal.ts';
import { type DifferentRow, verifyImport } from '../../../src/transfer/verify/verify-import.ts';
import { login, oldPassword, uniqueEmail } from '../../actions/people.ts';
import { type Create, useImportScene } from './imported.ts';

const it = useImportScene();

const scrypt =
  '$scrypt$ln=16384,r=8,p=1$Q1JTbXFQQjhtRnRCNVV5cA==$ZGVmYXVsdC1ub3QtYS1oYXNoLWJ1dC1vZi1yaWdodC1sZW4=';

const person = (more: Partial<Create> = {}, email = uniqueEmail('ada')): { readonly create: Create } => ({
  create: {
    schema_id: 'default',
    state: 'active',
    traits: { email },
    metadata_public: { plan: 'free' },
    ...more,
  },
});

async function verify(operation: string) {
  const different: DifferentRow[] = [];
  const journal = openImportJournal(it.scene.folder, operation);
  try {
    const verified = await verifyImport({
      journal,
      admin: it.scene.admin,
      concurrency: 4,
      signal: new AbortController().signal,
      onDifferent: (row) => different.push(row),
    });
    return { verified, different };
  } finally {
    journal.close();
  }
}

describe('verifying an import', () => {
  test('finds all that was created as it was sent', async () => {
    const email = uniqueEmail('Ada');
    await it.scene.imported('1', [
      person(
        {
          state: 'inactive',
          external_id: email,
          metadata_admin: { a: 1, bb: [1.0, { c: null }] },
          verifiable_addresses: [{ value: email, via: 'email', verified: true, status: 'completed' }],
          credentials: {
            password: { config: { hashed_password: scrypt } },
            oidc: { config: { providers: [{ provider: 'google', subject: email }] } },
          },
        },
        email,
      ),
      person({ credentials: { password: { config: { password: oldPassword } } } }),
      person({ credentials: { password: { config: { use_password_migration_hook: true } } } }),
    ]);
    expect(await verify('1')).toEqual({
      verified: {
        created: 3,
        verified: 3,
        missing: 0,
        different: 0,
        fields: {},
        rehashed: 0,
        completions: { due: 0, done: 0, refused: 0 },
      },
      different: [],
    });
  });

  test('tells what differs, by field and by row, and who is gone', async () => {
    const [first = '', second = '', third = ''] = await it.scene.imported('2', [
      person(),
      person(),
      person(),
      person(),
    ]);
    await it.scene.kratos.patch(
      first,
      { op: 'replace', path: '/state', value: 'inactive' },
      { op: 'replace', path: '/metadata_public', value: { plan: 'paid' } },
    );
    await it.scene.kratos.patch(second, { op: 'replace', path: '/metadata_public', value: null });
    await it.scene.kratos.admin('DELETE', `/admin/identities/${third}`);
    const { verified, different } = await verify('2');
    expect(verified).toMatchObject({
      created: 4,
      verified: 1,
      missing: 1,
      different: 2,
      fields: { state: 1, metadata_public: 2 },
    });
    const place = { file: 'people.jsonl' };
    expect(different).toEqual([
      {
        ...place,
        identityId: first,
        position: 1,
        record: 1,
        line: 1,
        isMissing: false,
        fields: ['state', 'metadata_public'],
      },
      {
        ...place,
        identityId: second,
        position: 2,
        record: 2,
        line: 2,
        isMissing: false,
        fields: ['metadata_public'],
      },
      { ...place, identityId: third, position: 3, record: 3, line: 3, isMissing: true, fields: [] },
    ]);
  });

  test('tells a password that a login has hashed anew from one that is gone', async () => {
    const email = uniqueEmail('ada');
    const md5 = `$md5$pf=e1NBTFR9e1BBU1NXT1JEfQ==$c2FsdA==$${hash('md5', `salt${oldPassword}`, 'base64')}`;
    const [, other = ''] = await it.scene.imported('3', [
      person({ credentials: { password: { config: { hashed_password: md5 } } } }, email),
      person({ credentials: { password: { config: { hashed_password: scrypt } } } }),
    ]);
    expect(await login(it.scene.kratos, email, oldPassword)).toBeDefined();
    await it.scene.kratos.patch(other, { op: 'remove', path: '/credentials/password' });
    const { verified } = await verify('3');
    expect(verified).toMatchObject({ verified: 1, different: 1, rehashed: 1, fields: { password: 1 } });
  });

  test('misses a second factor that was to follow and did not', async () => {
    const totp = { config: { totp_url: 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXP' } };
    const [id = ''] = await it.scene.imported('4', [{ ...person(), completion: { totp } }]);
    expect((await verify('4')).verified).toMatchObject({
      different: 1,
      fields: { totp: 1 },
      completions: { due: 1, done: 0, refused: 0 },
    });
    await it.scene.kratos.patch(id, {
      op: 'add',
      path: '/credentials/totp',
      value: { type: 'totp', identifiers: [id], config: totp.config },
    });
    expect((await verify('4')).verified).toMatchObject({ verified: 1, fields: {} });
  });

  test('reads many with few requests, and none of rows that were not created', async () => {
    const rows = Array.from({ length: 401 }, (_, at) => ({
      ...person(),
      ...(at % 2 === 0 ? {} : { end: 'uncertain' as const }),
    }));
    await it.scene.imported('5', rows);
    const asked: number[] = [];
    const journal = openImportJournal(it.scene.folder, '5');
    const verified = await verifyImport({
      journal,
      admin: {
        identitiesByIds: (ids, ...more) => {
          asked.push(ids.length);
          return it.scene.admin.identitiesByIds(ids, ...more);
        },
      },
      concurrency: 2,
      signal: new AbortController().signal,
      onDifferent: () => undefined,
    });
    journal.close();
    expect(verified).toMatchObject({ created: 201, verified: 201 });
    expect(asked.toSorted((one, other) => one - other)).toEqual([1, 200]);
  });

  test('ends when it is interrupted', async () => {
    await it.scene.imported('6', [person()]);
    const journal = openImportJournal(it.scene.folder, '6');
    const interruption = new AbortController();
    interruption.abort();
    const verifying = verifyImport({
      journal,
      admin: it.scene.admin,
      concurrency: 2,
      signal: interruption.signal,
      onDifferent: () => undefined,
    });
    await expect(verifying).rejects.toThrow('aborted');
    journal.close();
  });
});
