import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from '@ory/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { startProxy } from '../../actions/proxy.ts';
import { createUser, type Ended, type User } from '../user.ts';

let kratos: KratosUnderTest;
let user: User;
let folder: string;

beforeEach(async () => {
  kratos = await startEmbedded();
  user = createUser();
  folder = mkdtempSync(join(user.home, 'import-'));
});

afterEach(async () => {
  user.leave();
  await kratos.close();
  rmSync(folder, { recursive: true, force: true });
});

const bcrypt = '$2a$04$BMtN3fEzRIxTMKIYUqyGNuRcDMTTQDmGhZZ4Z1PyJUqe6oYVFU9v.';

const person = (name: string, more: Record<string, unknown> = {}) => ({
  traits: { email: `${name}@example.com` },
  ...more,
});

const lines = (...rows: unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const idp = (words: readonly string[], stdin = ''): Promise<Ended> =>
  user.call(
    [...words, '--admin-url', kratos.adminUrl, '--public-url', kratos.publicUrl, '--format', 'json'],
    { stdin },
  );

async function everybody(): Promise<Identity[]> {
  const { body } = await kratos.admin('GET', '/admin/identities?page_size=500');
  return body as Identity[];
}

const emails = async (): Promise<string[]> =>
  (await everybody()).map(({ traits }) => (traits as { email: string }).email).toSorted();

const counts = (more: Partial<Record<string, unknown>> = {}) => ({
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  rejected: 0,
  uncertain: 0,
  changed: false,
  ...more,
});

const rejectsIn = (path: string): Record<string, unknown>[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an import', () => {
  it('creates every row with all that it says, and answers with counts alone', async () => {
    const row = person('ada', {
      external_id: 'u-1',
      state: 'inactive',
      metadata_public: { theme: 'dark' },
      metadata_admin: { seats: 3 },
      credentials: {
        password: { config: { hashed_password: bcrypt } },
        oidc: { config: { providers: [{ provider: 'google', subject: 'g-1' }] } },
      },
      verifiable_addresses: [{ value: 'ada@example.com', via: 'email', verified: true, status: 'completed' }],
    });
    const run = await idp(['import', file('people.jsonl', lines(row, person('bob')))]);
    expect([run.exit, run.outcome.status]).toEqual([0, 'completed']);
    expect(run.outcome.results).toEqual(counts({ read: 2, created: 2, changed: true }));
    const ada = (await everybody()).find(({ external_id }) => external_id === 'u-1');
    const whole = await kratos.getIdentity(ada?.id ?? '', 'password', 'oidc');
    expect(whole).toMatchObject({
      traits: row.traits,
      state: 'inactive',
      metadata_public: { theme: 'dark' },
      metadata_admin: { seats: 3 },
      verifiable_addresses: [{ value: 'ada@example.com', verified: true, status: 'completed' }],
      credentials: {
        password: { config: { hashed_password: bcrypt } },
        oidc: { identifiers: ['google:g-1'] },
      },
    });
  });

  it('is the action import-identities, with its parameters on the line', async () => {
    const path = file('people.json', JSON.stringify([person('ada')]));
    const run = await idp(['run', 'import-identities', `files=${path}`, 'on-conflict=skip']);
    expect([run.exit, run.outcome.action]).toEqual([0, 'import-identities']);
    expect(await emails()).toEqual(['ada@example.com']);
  });

  it('takes standard input, and several files', async () => {
    const path = file('people.jsonl', lines(person('ada')));
    const run = await idp(['import', '-', path], lines(person('bob')));
    expect(run.outcome.results).toEqual(counts({ read: 2, created: 2, changed: true }));
  });

  it('leaves a row out that Kratos would refuse, and takes it once it is mended', async () => {
    const path = file('people.jsonl', lines(person('ada'), { traits: { email: 'nobody' } }, person('bob')));
    const run = await idp(['import', path]);
    expect([run.exit, run.outcome.error?.code]).toEqual([6, 'partial']);
    expect(run.outcome.results).toEqual(counts({ read: 3, created: 2, rejected: 1, changed: true }));
    const rejects = join(folder, 'people.rejects.jsonl');
    expect(rejectsIn(rejects)).toMatchObject([
      { file: path, record: 2, line: 2, problems: [{ pointer: '/traits/email' }], value: { traits: {} } },
    ]);
    expect(statSync(rejects).mode & 0o777).toBe(0o600);
    writeFileSync(rejects, readFileSync(rejects, 'utf8').replaceAll('"nobody"', '"nobody@example.com"'));
    const again = await idp(['import', rejects]);
    expect(again.outcome.results).toEqual(counts({ read: 1, created: 1, changed: true }));
    expect(await emails()).toEqual(['ada@example.com', 'bob@example.com', 'nobody@example.com']);
  });

  it.each(['--rejects', '--id-map', '--report', '--hook-hashes', '-o', '--results'])(
    'writes nothing over what it reads: %s',
    async (option) => {
      const text = lines(person('ada', { id: 'old-1' }), person('bob', { state: 'asleep' }));
      const path = file('people.jsonl', text);
      const link = join(folder, 'another-name.jsonl');
      symlinkSync(path, link);
      const run = await idp(['import', path, option, link]);
      expect([run.exit, run.outcome.error?.code]).toEqual([2, 'usage']);
      expect(run.outcome.error?.message).toContain('is named twice');
      expect(readFileSync(path, 'utf8')).toBe(text);
      expect(await emails()).toEqual([]);
    },
  );

  it('writes nothing over its rejects', async () => {
    const path = file('people.jsonl', lines(person('ada', { state: 'asleep' })));
    const out = join(folder, 'out');
    for (const option of ['--id-map', '--report', '-o']) {
      const run = await idp(['import', path, '--rejects', out, option, out]);
      expect([run.exit, run.outcome.error?.code]).toEqual([2, 'usage']);
    }
    for (const option of ['--id-map', '--report']) {
      const run = await idp(['import', path, option, join(folder, 'people.rejects.jsonl')]);
      expect([run.exit, run.outcome.error?.code]).toEqual([2, 'usage']);
    }
  });

  it.each(['--id-map', '--hook-hashes'])('keeps what an earlier import wrote: %s', async (option) => {
    const path = file('people.jsonl', lines(person('ada')));
    const earlier = file('earlier', 'of an earlier import');
    const run = await idp(['import', path, option, earlier]);
    expect([run.exit, run.outcome.error?.hint]).toEqual([2, `Give ${option} the name of a new file.`]);
    expect(readFileSync(earlier, 'utf8')).toBe('of an earlier import');
    expect(await emails()).toEqual([]);
  });

  it('reads no file twice, whose rows could be made twice', async () => {
    const path = file('people.jsonl', lines({ schema_id: 'default', traits: { email: 'ada@example.com' } }));
    const link = join(folder, 'another-name.jsonl');
    symlinkSync(path, link);
    for (const words of [
      ['import', path, path],
      ['import', path, link],
      ['validate', path, path],
    ]) {
      const run = await idp(words);
      expect([run.exit, run.outcome.error?.message]).toEqual([2, expect.stringContaining('is read already')]);
    }
    expect(await emails()).toEqual([]);
  });

  it('tells of no person and no hash but in the rejects', async () => {
    const credentials = { password: { config: { hashed_password: bcrypt } } };
    const path = file('people.jsonl', lines(person('ada', { credentials, state: 'asleep' })));
    const run = await idp(['import', path, '--debug']);
    expect(run.exit).toBe(6);
    expect(run.stdout + run.stderr).not.toMatch(/ada@example|\$2a\$/);
  });

  it('keeps a patch_id in the rejects', async () => {
    const patchId = '6f0c4a31-6c0b-4f38-9f0e-2f1d3f5b7a90';
    const batch = { identities: [{ patch_id: patchId, create: { traits: { email: 'nobody' } } }] };
    const run = await idp(['import', file('batch.json', JSON.stringify(batch))]);
    expect(run.exit).toBe(6);
    expect(rejectsIn(join(folder, 'batch.rejects.jsonl'))).toMatchObject([
      { patch_id: patchId, problems: [{ pointer: '/create/traits/email' }] },
    ]);
  });

  it('gives factors that cannot be created with an identity by a patch after it', async () => {
    const credentials = {
      totp: { config: { totp_url: 'otpauth://totp/x:ada?secret=JBSWY3DPEHPK3PXP&issuer=x' } },
      lookup_secret: { config: { recovery_codes: [{ code: 'aaaaaaaa' }] } },
    };
    const run = await idp(['import', file('people.jsonl', lines(person('ada', { credentials })))]);
    expect(run.outcome.results).toEqual(counts({ read: 1, created: 1, changed: true }));
    const [ada] = await everybody();
    const { credentials: made } = await kratos.getIdentity(ada?.id ?? '', 'totp', 'lookup_secret');
    expect(made).toMatchObject({
      totp: { identifiers: [ada?.id], config: credentials.totp.config },
      lookup_secret: { config: credentials.lookup_secret.config },
    });
  });

  it('writes which identity an old id has become', async () => {
    const path = file('people.jsonl', lines(person('ada', { external_id: 'u-1' })));
    const map = join(folder, 'ids.csv');
    await idp(['import', path, '--id-map', map]);
    const [ada] = await everybody();
    expect(readFileSync(map, 'utf8')).toBe(`old-id,identity-id\nu-1,${ada?.id}\n`);
  });

  it('hashes plain passwords itself where it is asked to', async () => {
    const credentials = { password: { config: { password: 'correct horse battery' } } };
    const path = file('people.jsonl', lines(person('ada', { credentials })));
    await idp(['import', path, '--hash-passwords', 'argon2id']);
    const [ada] = await everybody();
    const made = await kratos.getIdentity(ada?.id ?? '', 'password');
    expect(made.credentials?.['password']?.config).toMatchObject({
      hashed_password: expect.stringMatching(/^\$argon2id\$/),
    });
  });

  it('stops when too many rows are rejected', async () => {
    const bad = Array.from({ length: 30_000 }, () => ({ traits: { email: 'nobody' } }));
    const run = await idp(['import', file('people.jsonl', lines(...bad)), '--max-reject-share', '0.5']);
    expect([run.exit, run.outcome.error?.code]).toEqual([6, 'partial']);
    expect(run.outcome.error?.message).toMatch(
      /^Stopped: \d+ of the first \d+ rows that were checked were rejected/,
    );
    expect(Number(run.outcome.results['read'])).toBeLessThan(30_000);
  });

  it('sends nothing where the map of ids has no folder', async () => {
    const path = file('people.jsonl', lines(person('ada')));
    const run = await idp(['import', path, '--id-map', join(folder, 'nowhere', 'ids.csv')]);
    expect([run.exit, run.outcome.error?.code]).toEqual([1, 'storage-failed']);
    expect(await emails()).toEqual([]);
  });

  it('answers what was done where the map of ids cannot be written in the end', async () => {
    const path = file('people.jsonl', lines(person('ada'), { traits: { email: 'nobody' } }));
    const run = await idp(['import', path, '--id-map', '/dev/full']);
    expect(run.outcome.results).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect([run.exit, run.outcome.error?.message]).toEqual([
      6,
      expect.stringMatching(/^1 rejected of 2 rows\. The map of ids, \/dev\/full, cannot be written: /),
    ]);
    expect(run.outcome.error?.details).toMatchObject({ reasons: { schema: 1 } });
  });

  it('goes on, when it is resumed, after too many were rejected', async () => {
    const bad = Array.from({ length: 150 }, () => ({ traits: { email: 'nobody' } }));
    const good = Array.from({ length: 300 }, (_, at) => person(`good-${at}`));
    const path = file('people.jsonl', lines(...bad, ...good));
    const run = await idp(['import', path, '--max-reject-share', '0.2']);
    expect(run.outcome.error?.hint).toMatch(/idp resume \d+\.$/);
    const resumed = await idp(['resume', String(run.outcome.operation)]);
    expect(resumed.outcome.error?.message).toBe('150 rejected of 450 rows.');
    expect(await emails()).toHaveLength(300);
  });
});

describe('a row of which Kratos has an identity', () => {
  beforeEach(async () => {
    await kratos.createIdentity({
      schema_id: 'default',
      ...person('ada', { external_id: 'u-1', metadata_admin: { kept: true } }),
    });
  });

  const changed = person('ada', { metadata_public: { theme: 'dark' } });

  it('is rejected, with who has what of it', async () => {
    const [ada] = await everybody();
    const path = file('people.jsonl', lines(changed, person('bob')));
    const run = await idp(['import', path]);
    expect(run.outcome.results).toEqual(counts({ read: 2, created: 1, rejected: 1, changed: true }));
    expect(rejectsIn(join(folder, 'people.rejects.jsonl'))).toMatchObject([
      { 'identity-id': ada?.id, problems: [{ code: 'conflict', pointer: '/traits/email' }] },
    ]);
  });

  it('is skipped', async () => {
    const run = await idp(['import', file('people.jsonl', lines(changed)), '--on-conflict', 'skip']);
    expect(run.outcome.results).toEqual(counts({ read: 1, skipped: 1 }));
  });

  it('makes the identity what it says, once', async () => {
    const path = file('people.jsonl', lines(changed));
    const run = await idp(['import', path, '--on-conflict', 'update']);
    expect(run.outcome.results).toEqual(counts({ read: 1, updated: 1, changed: true }));
    const again = await idp(['import', path, '--on-conflict', 'update']);
    expect(again.outcome.results).toEqual(counts({ read: 1, unchanged: 1 }));
    expect(await everybody()).toMatchObject([
      { external_id: 'u-1', metadata_admin: { kept: true }, metadata_public: { theme: 'dark' } },
    ]);
  });

  it('makes nobody active again who was locked since, unless it says so', async () => {
    const [ada] = await everybody();
    await kratos.admin('PATCH', `/admin/identities/${ada?.id}`, [
      { op: 'replace', path: '/state', value: 'inactive' },
    ]);
    const stateAfter = async (path: string): Promise<unknown> => {
      await idp(['import', path, '--on-conflict', 'update']);
      return (await everybody()).map(({ state }) => state);
    };
    expect(await stateAfter(file('people.jsonl', lines(changed)))).toEqual(['inactive']);
    expect(await stateAfter(file('people.csv', 'email\nada@example.com\n'))).toEqual(['inactive']);
    const said = lines({ ...changed, state: 'active' });
    expect(await stateAfter(file('said.jsonl', said))).toEqual(['active']);
  });

  it('stops the import', async () => {
    const path = file('people.jsonl', lines(person('bob'), changed));
    const run = await idp(['import', path, '--on-conflict', 'stop']);
    expect([run.exit, run.outcome.error?.code]).toEqual([5, 'identity-exists']);
    expect(run.outcome.error?.hint).toMatch(/idp resume/);
  });
});

describe('what sends nothing', () => {
  it('checks every row, and tells of problems by kind', async () => {
    const path = file(
      'people.jsonl',
      lines(person('ada'), { traits: { email: 'nobody' } }, { traits: { email: 'no one' } }),
    );
    const run = await idp(['import', path, '--validate']);
    expect(run.exit).toBe(6);
    expect(run.outcome.results).toMatchObject(counts({ read: 3, rejected: 2 }));
    const alone = await idp(['validate', path]);
    expect(alone.exit).toBe(6);
    expect(alone.outcome.results).toMatchObject({
      read: 3,
      rejected: 2,
      problems: [{ pointer: '/traits/email', count: 2, places: [{ line: 2 }, { line: 3 }] }],
    });
    expect(await emails()).toEqual([]);
  });

  it('finds nothing wrong with a good file', async () => {
    const run = await idp(['validate', file('people.jsonl', lines(person('ada')))]);
    expect([run.exit, run.outcome.results['rejected']]).toEqual([0, 0]);
  });

  it('sends no write in a dry run', async () => {
    const writes: string[] = [];
    const proxy = await startProxy(kratos.adminUrl, ({ method, path }) => {
      if (method === 'GET' || method === 'HEAD') return undefined;
      writes.push(`${method} ${path}`);
      return { status: 500, body: 'a write in a dry run' };
    });
    const credentials = { totp: { config: { totp_url: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' } } };
    await kratos.createIdentity({ schema_id: 'default', ...person('ada') });
    const path = file(
      'people.jsonl',
      lines(person('ada', { state: 'inactive' }), person('bob', { credentials })),
    );
    const words = ['import', path, '--dry-run', '--on-conflict', 'update', '--admin-url', proxy.adminUrl];
    const run = await user.call([...words, '--public-url', kratos.publicUrl, '--format', 'json']);
    await proxy.close();
    expect([run.exit, writes]).toEqual([0, []]);
    expect(run.outcome.results).toMatchObject(counts({ read: 2, created: 1, updated: 1, changed: true }));
  });

  it('says of the public port that it is that', async () => {
    const path = file('people.jsonl', lines(person('ada')));
    const words = ['import', path, '--admin-url', kratos.publicUrl, '--public-url', kratos.publicUrl];
    const run = await user.call([...words, '--format', 'json']);
    expect([run.exit, run.outcome.error?.code]).toEqual([1, 'unexpected-answer']);
    expect(run.outcome.error?.message).toContain("this is Kratos's public port");
  });

  it('says in a dry run what would be created, and who is there already', async () => {
    await kratos.createIdentity({ schema_id: 'default', ...person('ada') });
    const path = file('people.jsonl', lines(person('ada'), person('bob'), person('eve')));
    const run = await idp(['import', path, '--dry-run', '--on-conflict', 'skip']);
    expect(run.exit).toBe(0);
    expect(run.outcome.results).toMatchObject(counts({ read: 3, created: 2, skipped: 1, changed: true }));
    expect(await emails()).toEqual(['ada@example.com']);
  });
});

describe('an import that was made', () => {
  it('is verified, undone, and both say so', async () => {
    const path = file('people.jsonl', lines(person('ada'), person('bob')));
    const { outcome } = await idp(['import', path]);
    const operation = String(outcome.operation);
    const verified = await idp(['verify', operation]);
    expect(verified.exit).toBe(0);
    const undone = await idp(['undo', operation, '--yes', '--expect', '2']);
    expect([undone.exit, undone.outcome.status]).toEqual([0, 'completed']);
    expect(await emails()).toEqual([]);
    expect((await idp(['verify', operation])).exit).toBe(6);
  });

  it('has nothing left to resume', async () => {
    const { outcome } = await idp(['import', file('people.jsonl', lines(person('ada')))]);
    const run = await idp(['resume', String(outcome.operation)]);
    expect([run.exit, run.outcome.error?.code]).toEqual([5, 'task-ended']);
  });
});
