import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSandbox, type RunningSandbox } from '../../sandbox/running-sandbox.ts';
import { enter, openTerminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';

let kratos: RunningSandbox;
let user: User;
let id: string;
beforeAll(async () => {
  kratos = await runSandbox();
  user = createUser();
  id = await kratos.createIdentity('ada@example.com');
});
afterAll(async () => {
  user.leave();
  await kratos.close();
});

describe('idp alone on a terminal', () => {
  it('offers the actions with effect and description, and goes on as idp run would', async () => {
    const terminal = openTerminal(user, `--admin-url ${kratos.adminUrl}`);
    await terminal.waitFor('❯ create-admin-account          write\r\n  get-identity                  read');
    await terminal.answer('Creates an administrator.', 'list');
    await terminal.answer('❯ list-oidc-accounts            read\r\n  list-sessions', '-ses');
    await terminal.answer('❯ list-sessions                 read\r\n\r\nLists the sessions', enter);
    await terminal.answer('identity:', `ada@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(
      `The same without questions: idp --admin-url ${kratos.adminUrl} run list-sessions ada@example.com\r\n`,
    );
  });

  it('takes the name of an action that is typed in one go', async () => {
    const terminal = openTerminal(user, `--admin-url ${kratos.adminUrl}`);
    await terminal.answer('❯ create-admin-account', `list-sessions${enter}`);
    await terminal.answer('identity:', `ada@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain('run list-sessions ada@example.com\r\n');
  });

  it('starts the embedded Kratos once, for its prompts and the run', async () => {
    const terminal = openTerminal(user, '--sandbox');
    await terminal.answer('action:', `get-identity`);
    await terminal.answer('❯ get-identity', enter);
    await terminal.answer('identity:', 'nobody');
    await terminal.answer('No identifier begins so.', enter);
    expect(await terminal.ended).toBe(3);
    expect(terminal.shown()).toContain('idp --sandbox run get-identity nobody');
  });

  it('says first that no Kratos is chosen, and then what it is', async () => {
    const terminal = openTerminal(user, '');
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toMatch(/^error: No Kratos is chosen\.\r\n {2}Give --admin-url .*\r\nidp \d/);
  });

  it.each([
    ['--no-input', ''],
    ['', '< /dev/null'],
    ['', '2> /dev/null'],
    ['', '| cat'],
  ])('only says what it is with %j %s', async (option, where) => {
    const terminal = openTerminal(user, `--admin-url ${kratos.adminUrl} ${option}`, {}, where);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toMatch(/^idp \d+\.\d+\.\d+: actions for the identities of an Ory Kratos\r\n/);
  });
});

describe('idp run without a name', () => {
  it('offers the actions on a terminal, and takes what else is on the line', async () => {
    const terminal = openTerminal(user, `run --dry-run --admin-url ${kratos.adminUrl}`);
    await terminal.answer('action:', 'enable');
    await terminal.answer('❯ enable-identity', enter);
    await terminal.answer('identity:', 'ada@');
    await terminal.answer(`ada@example.com  active  ${id}`, `example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(
      `idp run enable-identity --dry-run --admin-url ${kratos.adminUrl} ada@example.com\r\n`,
    );
  });

  it('is a usage error off a terminal', async () => {
    expect(await user.run(`run --admin-url ${kratos.adminUrl}`)).toMatchObject({
      exit: 2,
      stderr: 'error: idp run needs a name after it.\n  idp actions lists the actions.\n',
    });
  });
});
