import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretUser, sealed, type SecretUser } from './secret-user.ts';

let user: SecretUser;
beforeEach(() => (user = createSecretUser()));
afterEach(() => user.leave());

const json = async (line: string, stdin?: string): Promise<unknown> =>
  JSON.parse((await user.ask(line, stdin)).stdout) as unknown;

describe('idp secret add', () => {
  it('prints the id after secret:, and makes the store with what is said to protect it', async () => {
    const { exit, stdout, stderr } = await user.call(
      `secret add ada password#file=- --protect key-file --key-file ${user.keyFile}`,
      { stdin: 'correct horse' },
    );
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/^secret:[0-9a-v]{19}[0g]\n$/);
    expect(await json('show ada --reveal')).toMatchObject({
      [stdout.trim().slice('secret:'.length)]: {
        revision: 1,
        content: { password: 'correct horse' },
        access: [],
      },
    });
  });

  it('answers programs as update does', async () => {
    await user.add('ada', '--grant connect');
    expect(await json('add grace password#file=- --grant connect', 'x')).toMatchObject({
      name: 'grace',
      revision: 1,
      grants: ['connect'],
      changed: true,
    });
    expect(Object.keys((await json('update ada --info x')) as object)).toEqual(
      Object.keys((await json('add eve password#file=-', 'x')) as object),
    );
  });

  it('names the folder of a key file that is not there before a value is read', async () => {
    const keyFile = join(user.home, 'stick', 'key.txt');
    const { exit, outcome } = await user.ask(`add ada password#file=/no/such/file --key-file ${keyFile}`);
    expect({ exit, message: outcome.error?.message }).toEqual({
      exit: 1,
      message: `The key file ${keyFile} cannot be written: there is no folder ${join(user.home, 'stick')}.`,
    });
  });

  it('off a terminal wants to be told what is to protect the first one', async () => {
    const { exit, outcome } = await user.ask('add ada password#file=-', 'correct horse');
    expect(exit).toBe(2);
    expect(outcome.error).toEqual({
      code: 'usage',
      message: 'It is not said what is to protect the secret store.',
      hint: 'Give --protect keychain, --protect passphrase (with IDP_SECRETS_PASSPHRASE), or --protect key-file --key-file PATH.',
    });
    expect(existsSync(user.storeFolder)).toBe(false);
  });

  it('may be told the same protection again, and no other', async () => {
    await user.add('ada');
    await user.add('grace');
    const other = await user.ask('add edith password#file=- --protect keychain', 'x');
    expect(other.outcome.error?.message).toBe(
      `The secret store is protected already, by the key file ${user.keyFile}.`,
    );
    expect((await user.ask('add edith password#file=-', 'x')).exit).toBe(0);
  });

  it('refuses a name that is taken before it reads a value', async () => {
    await user.add('ada');
    const { exit, outcome } = await user.ask('add ada password#file=/no/such/file');
    expect({ exit, code: outcome.error?.code }).toEqual({ exit: 5, code: 'secret-exists' });
  });

  it.each([
    ['an id', 'copp9vfmp25c77di8nm0', /looks like the id of a secret/],
    ['a token', 'ory_pat_0123456789', /looks like a token/],
    ['a password', 'Hunter2!', /at most 64 lower-case letters/],
  ])('takes no name that may be %s, and does not repeat it', async (_what, name, said) => {
    const { exit, stdout, stderr } = await user.ask(`add ${name} password#file=- --debug`, 'x');
    expect(exit).toBe(2);
    expect(stderr).toMatch(said);
    expect(stdout + stderr).not.toContain(name);
  });

  it('grants it to actions, and knows their names and aliases', async () => {
    await user.add('ada', '--grant reset-password,create-admin-account --grant connect');
    expect(await json('list')).toMatchObject({
      [await idOf('ada')]: {
        access: ['reset-password', 'create-admin-account', 'connect'].map((target) => ({
          target,
          role: 'view',
        })),
      },
    });
    const { exit, outcome } = await user.ask('add grace password#file=- --grant reset-pasword', 'x');
    expect(exit).toBe(3);
    expect(outcome.error?.message).toBe('There is no action "reset-pasword"; the nearest is reset-password.');
  });
});

const idOf = async (name: string): Promise<string> =>
  Object.keys((await json(`show ${name}`)) as object)[0] ?? '';

describe('idp secret update', () => {
  it('replaces all keys by a new revision', async () => {
    await user.add('ada');
    const { stdout, stderr } = await user.ask('update ada token#file=- --info hers', 'new');
    expect(stderr).toBe('No longer in it: password. An update replaces all keys.\n');
    expect(JSON.parse(stdout)).toEqual({
      secret: `secret:${await idOf('ada')}`,
      name: 'ada',
      revision: 2,
      grants: [],
      changed: true,
    });
    expect(await json('show ada --reveal')).toMatchObject({
      [await idOf('ada')]: { revision: 2, description: 'hers', content: { token: 'new' } },
    });
    expect(await json('show ada --reveal --revision 1')).toMatchObject({
      [await idOf('ada')]: { revision: 1, 'latest-revision': 2, content: { password: 'of ada' } },
    });
  });

  it('with the same content says so and changes nothing', async () => {
    await user.add('ada');
    const before = sealed(user);
    const { exit, stdout, stderr } = await user.ask('update ada password#file=-', 'of ada');
    expect({ exit, stderr }).toEqual({
      exit: 0,
      stderr: 'The secret ada is not changed: it holds the same already.\n',
    });
    expect(JSON.parse(stdout)).toMatchObject({ revision: 1, changed: false });
    expect(sealed(user)).toEqual(before);
    expect(user.audited()).toHaveLength(1);
  });

  it('renames it, by its id too, and takes its info away', async () => {
    const id = await user.add('ada', '--info hers');
    expect((await user.ask(['update', `secret:${id}`, '--name', 'lovelace', '--info', ''])).exit).toBe(0);
    expect(await json('list')).toEqual({
      [id]: expect.not.objectContaining({ description: expect.anything() }),
    });
    expect(await idOf('lovelace')).toBe(id);
  });

  it('wants to know what to update', async () => {
    expect((await user.ask('update ada')).outcome.error?.message).toBe('It is not said what to update.');
  });

  it('of one that is not there is secret-not-found', async () => {
    const { exit, outcome } = await user.ask('update ada password#file=-', 'x');
    expect({ exit, message: outcome.error?.message }).toEqual({
      exit: 3,
      message: 'There is no secret ada in the secret store.',
    });
  });
});

describe('idp secret show', () => {
  it('shows the tree that Juju shows, as YAML, without a value', async () => {
    const id = await user.add('ada', '--info hers --grant reset-password');
    const { stdout } = await user.call('secret show ada --revisions');
    const time = /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g;
    expect(stdout.replaceAll(time, 'TIME')).toBe(`${id}:
  revision: 1
  description: hers
  name: ada
  created: TIME
  updated: TIME
  keys:
    - password
  revisions:
    - revision: 1
      created: TIME
  access:
    - target: reset-password
      role: view
`);
  });

  it('has the same content in JSON and in YAML, and a checksum with it', async () => {
    await user.add('ada', '', '010');
    const id = await idOf('ada');
    const checksum: unknown = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(await json('show ada --reveal')).toMatchObject({
      [id]: { checksum, content: { password: '010' } },
    });
    const { stdout } = await user.call('secret show ada --reveal --format yaml');
    expect(stdout).toContain('\n  content:\n    password: "010"\n');
    expect(await json('show ada')).not.toHaveProperty([id, 'checksum']);
  });

  it('shows either values or revisions, and a revision by its number', async () => {
    await user.add('ada');
    for (const [line, said] of [
      ['show ada --reveal --revisions', 'Give either --revisions or --reveal, not both.'],
      ['show ada --revision 0', '--revision is a positive integer.'],
      ['show ada --revision latest', '--revision is a positive integer.'],
      ['show ada --revision 2', 'The secret ada has no revision 2.'],
    ] as const) {
      expect((await user.ask(line)).outcome.error?.message).toBe(said);
    }
  });
});

describe('idp secret list', () => {
  it('is a table by name, without a value', async () => {
    const grace = await user.add('grace', '--info admin');
    const ada = await user.add('ada', '--grant reset-password,connect');
    const { stdout } = await user.call('secret list');
    expect(stdout.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '2026-11-21T08:00:00Z')).toBe(
      `ID                    Name   Revision  Keys  Grants                  Last updated          Info
${ada}  ada           1     1  reset-password,connect  2026-11-21T08:00:00Z  -
${grace}  grace         1     1  -                       2026-11-21T08:00:00Z  admin
`,
    );
  });

  it('is a line each in JSON lines, and a hint where there are none', async () => {
    expect((await user.call('secret list')).stdout).toBe(
      'No secrets yet. Add one: idp secret add NAME password\n',
    );
    expect(await json('list')).toEqual({});
    const id = await user.add('ada');
    const { stdout } = await user.call('secret list --format jsonl');
    expect(JSON.parse(stdout)).toMatchObject({ id, name: 'ada', revision: 1, keys: ['password'] });
  });
});

describe('idp secret grant and revoke', () => {
  it('change who may read it, by comma or by blank, and say what was so already', async () => {
    await user.add('ada');
    expect(await json('grant ada reset-password,connect get-identity')).toMatchObject({
      grants: ['reset-password', 'connect', 'get-identity'],
      changed: true,
    });
    const again = await user.ask('grant ada connect');
    expect(JSON.parse(again.stdout)).toMatchObject({ changed: false });
    expect(again.stderr).toBe('The secret ada is not changed: it is granted to them already.\n');
    expect(await json('revoke ada connect,reset-password')).toMatchObject({ grants: ['get-identity'] });
  });

  it('say that revoking from one leaves it to those who have all', async () => {
    await user.add('ada', '--grant *');
    const { stderr } = await user.ask('revoke ada reset-password');
    expect(stderr).toBe(
      'The secret ada is not changed: it was not granted to them, but * lets all of them read it.\n',
    );
  });

  it('refuse names that nobody has', async () => {
    await user.add('ada');
    expect((await user.ask('grant ada conect')).outcome.error).toMatchObject({
      code: 'action-not-found',
      message: 'There is no action "conect"; the nearest is connect.',
    });
    expect((await user.ask('revoke ada no-such-thing')).exit).toBe(3);
  });
});

describe('idp secret remove', () => {
  it('wants a yes, and then removes it for good', async () => {
    const id = await user.add('ada');
    const { exit, outcome } = await user.ask('remove ada');
    expect({ exit, code: outcome.error?.code }).toEqual({ exit: 2, code: 'confirmation-required' });
    expect(await json('remove ada --yes')).toEqual({
      secret: `secret:${id}`,
      name: 'ada',
      removed: true,
      changed: true,
    });
    expect((await user.ask('show ada')).exit).toBe(3);
    expect(await json('list')).toEqual({});
  });

  it('of the latest revision makes the one before the latest; the only one stays', async () => {
    await user.add('ada');
    await user.ask('update ada password#file=-', 'second');
    expect(await json('remove ada --revision 2 --yes')).toMatchObject({ removed: 2, revision: 1 });
    expect(await json('show ada --reveal')).toMatchObject({
      [await idOf('ada')]: { revision: 1, content: { password: 'of ada' } },
    });
    expect((await user.ask('remove ada --revision 1 --yes')).outcome.error?.message).toBe(
      'Revision 1 is the only one of the secret ada.',
    );
  });
});

describe('what was done with secrets', () => {
  it('is in the audit by names and ids, and values are nowhere but in the store', async () => {
    const id = await user.add('ada', '--grant connect', 'correct-horse');
    await user.ask('update ada password#file=-', 'correct-horse-2');
    await user.ask('show ada');
    await user.ask('show ada --reveal --revision 1');
    await user.ask('grant ada reset-password');
    await user.ask('revoke ada connect');
    await user.ask('remove ada --revision 1 --yes');
    await user.ask('remove ada --yes');
    const secret = `secret:${id}`;
    expect(user.audited().map(({ event, fields }) => ({ event, ...(fields as object) }))).toEqual([
      { event: 'secret-added', secret, name: 'ada', revision: 1, keys: ['password'], grants: ['connect'] },
      { event: 'secret-updated', secret, name: 'ada', revision: 2, keys: ['password'] },
      { event: 'secret-revealed', secret, name: 'ada', revision: 1 },
      { event: 'secret-granted', secret, name: 'ada', actions: ['reset-password'] },
      { event: 'secret-revoked', secret, name: 'ada', actions: ['connect'] },
      { event: 'secret-revision-removed', secret, name: 'ada', revision: 1 },
      { event: 'secret-removed', secret, name: 'ada' },
    ]);
    expect(JSON.stringify(user.audited())).not.toContain('horse');
  });

  it('is refused where it cannot be noted', async () => {
    await user.add('ada');
    const before = sealed(user);
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(user.dataFolder, `history.db${end}`), { force: true });
    mkdirSync(join(user.dataFolder, 'history.db'));
    for (const line of [
      'update ada password#file=-',
      'grant ada connect',
      'remove ada --yes',
      'show ada --reveal',
    ]) {
      const { exit, stdout, outcome } = await user.ask(line, 'other');
      expect({ exit, code: outcome.error?.code }).toEqual({ exit: 1, code: 'history-unavailable' });
      expect(stdout).not.toContain('of ada');
    }
    expect(sealed(user)).toEqual(before);
    expect((await user.ask('show ada')).exit).toBe(0);
  });
});
