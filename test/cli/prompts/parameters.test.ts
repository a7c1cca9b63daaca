import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSandbox, type RunningSandbox } from '../../sandbox/running-sandbox.ts';
import { down, enter, openTerminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';

let kratos: RunningSandbox;
let user: User;
beforeAll(async () => {
  kratos = await runSandbox();
  user = createUser();
});
afterAll(async () => {
  user.leave();
  await kratos.close();
});

const at = () => `--admin-url ${kratos.adminUrl} --public-url ${kratos.publicUrl}`;

/** The places of these texts in what was shown, which must be in their order. */
function expectInOrder(shown: string, texts: readonly string[]): void {
  const places = texts.map((text) => shown.indexOf(text));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
}

describe('what is missing on a terminal', () => {
  it('is asked for in the order of actions.yaml with its descriptions, and joins what was typed', async () => {
    const terminal = openTerminal(user, `run create-admin-account name=Ada ${at()}`);
    await terminal.answer('username:', `ada${enter}`);
    await terminal.answer('email:', `ada@example.com${enter}`);
    await terminal.answer('password-secret-id:', enter);
    expect(await terminal.ended).toBe(0);
    expectInOrder(terminal.shown(), [
      '? User name, a trait and a way to log in.\r\n  username:',
      '? E-mail address; no other account may have it.\r\n  email:',
      '? Secret whose key password holds the new password',
      'recovery-link',
      `The same without questions: idp run create-admin-account name=Ada ${at()} username=ada email=ada@example.com\r\n`,
    ]);
    const found = await kratos.admin('GET', '/admin/identities?credentials_identifier=ada@example.com');
    expect(found.body).toMatchObject([{ traits: { name: 'Ada', username: 'ada' } }]);
    for (const never of ['phone-number', 'schema-id', 'expires-in']) {
      expect(terminal.shown()).not.toContain(never);
    }
  });

  it('is asked for again, with the reason, where it is empty', async () => {
    const terminal = openTerminal(user, `run unlink-oidc-account nobody@example.com --dry-run ${at()}`);
    await terminal.answer('credential-id:', enter);
    await terminal.answer('> credential-id is needed: give it a value.', ` google:1 ${enter}`);
    expect(await terminal.ended).toBe(3);
    expect(terminal.shown()).toContain(
      `The same without questions: idp run unlink-oidc-account nobody@example.com --dry-run ${at()} credential-id=google:1\r\n`,
    );
  });

  it('is selected where it is one of a few', async () => {
    await kratos.createIdentity('bob@example.com');
    const terminal = openTerminal(user, `run reset-identity-mfa bob@example.com --yes ${at()}`);
    await terminal.waitFor('❯ totp');
    await terminal.answer('lookup_secret', down);
    await terminal.answer('❯ lookup_secret', down);
    await terminal.answer('❯ webauthn', enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(`--yes ${at()} mfa-type=webauthn\r\n`);
  });

  it('is asked for where it was given blank, as of a variable that is not set', async () => {
    const terminal = openTerminal(user, ['run', 'get-identity', '', ...at().split(' ')]);
    await terminal.answer('identity:', `bob@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(`idp run get-identity ${at()} bob@example.com\r\n`);
    const other = openTerminal(user, `run reset-identity-mfa email=bob@example.com mfa-type= --yes ${at()}`);
    await other.answer('❯ totp', enter);
    expect(await other.ended).toBe(0);
    expect(other.shown()).toContain(`email=bob@example.com --yes ${at()} mfa-type=totp\r\n`);
  });

  it('leads also behind -- to a line that does the same', async () => {
    const id = await kratos.createIdentity('emil@example.com');
    const terminal = openTerminal(user, `run reset-identity-mfa ${at()} -- emil@example.com`);
    await terminal.answer('❯ totp', enter);
    await terminal.answer('Type the address', `emil@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(
      `idp run reset-identity-mfa ${at()} mfa-type=totp --confirm ${id} -- emil@example.com\r\n`,
    );
  });

  it('leads, with a destroy that was confirmed, to a line that names whom it hit', async () => {
    const id = await kratos.createIdentity('carl@example.com');
    const terminal = openTerminal(user, `run delete-identity ${at()}`);
    await terminal.answer('identity:', `carl@example.com${enter}`);
    await terminal.answer('Type the address', `carl@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(
      `idp run delete-identity ${at()} carl@example.com --confirm ${id}\r\n`,
    );
  });

  it('leads to no line where a destroy was not confirmed', async () => {
    await kratos.createIdentity('dora@example.com');
    const terminal = openTerminal(user, `run delete-identity ${at()}`);
    await terminal.answer('identity:', `dora@example.com${enter}`);
    await terminal.answer('Type the address', enter);
    expect(await terminal.ended).toBe(130);
    expect(terminal.shown()).not.toContain('The same without questions');
  });

  it('is not asked for before what was given is found wrong', async () => {
    const terminal = openTerminal(user, `run create-admin-account expires-in=soon ${at()}`);
    expect(await terminal.ended).toBe(2);
    expect(terminal.shown()).toMatch(/^error: expires-in must be a Go duration above zero/);
  });

  it('is named in one usage error with --no-input', async () => {
    const terminal = openTerminal(user, `run create-admin-account --no-input ${at()}`);
    expect(await terminal.ended).toBe(2);
    expect(terminal.shown()).toContain('error: create-admin-account needs username, email.');
  });

  it.each(['2> /dev/null', '< /dev/null'])(
    'is not asked for where nobody can be asked: %s',
    async (where) => {
      const terminal = openTerminal(user, `run create-admin-account ${at()}`, {}, where);
      expect(await terminal.ended).toBe(2);
      expect(terminal.shown()).not.toContain('username:');
    },
  );

  it('is asked for on standard error: what is answered can go to a file', async () => {
    const terminal = openTerminal(user, `run list-sessions --format json ${at()}`, {}, '> /dev/null');
    await terminal.answer('identity:', `bob@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).not.toContain('"status"');
  });

  it('is asked for without another word with --quiet', async () => {
    const terminal = openTerminal(user, `run list-sessions --quiet ${at()}`);
    await terminal.answer('identity:', `bob@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).not.toContain('The same without questions');
  });

  it('is said to be in vain, before anything is asked, where no Kratos is chosen', async () => {
    for (const line of ['run create-admin-account', 'run']) {
      const terminal = openTerminal(user, line);
      expect(await terminal.ended).toBe(2);
      expect(terminal.shown()).toMatch(/^error: No Kratos is chosen\.\r\n {2}Give --admin-url/);
    }
  });
});
