import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adaIdentity, answerAda, answerJson, startFakeKratos, type FakeKratos } from './fake-kratos.ts';
import { ctrlC, ctrlD, enter, openTerminal } from './terminal.ts';
import { createUser, type User } from './user.ts';

let kratos: FakeKratos;
let user: User;

beforeEach(async () => {
  user = createUser();
  kratos = await startFakeKratos(answerAda);
});
afterEach(async () => {
  user.leave();
  await kratos.close();
});

const deleteAda = (more = '') => `run delete-identity ada@example.com --admin-url ${kratos.url} ${more}`;
const prompt = 'Type the address or the id of this identity to go on';
const wellEquipped = {
  ...adaIdentity,
  credentials: {
    password: { type: 'password', identifiers: ['ada@example.com'], config: { hashed_password: '$2b$' } },
    totp: { type: 'totp', identifiers: [adaIdentity.id], config: { totp_url: 'otpauth://totp/ada' } },
    passkey: { type: 'passkey', identifiers: ['key'], config: { credentials: [{ id: 'key' }] } },
  },
};
const twoSessions = [
  { id: 'one', active: true },
  { id: 'two', active: true },
];
const deletion = `DELETE /admin/identities/${adaIdentity.id}`;

describe('off a terminal, a destroy without consent', () => {
  it('is confirmation-required: nothing is recorded, nothing is sent', async () => {
    const { exit, outcome, stderr } = await user.run(deleteAda('--format json'));
    expect({ exit, ...outcome }).toEqual({
      exit: 2,
      operation: null,
      task: null,
      action: 'delete-identity',
      status: 'failed',
      results: {},
      log: [],
      timing: null,
      'dry-run': false,
      error: {
        code: 'confirmation-required',
        message: 'delete-identity destroys something and wants a yes, but nobody can be asked here.',
        hint: 'Look first with --dry-run; then give --yes, or --confirm with the identity id.',
      },
    });
    expect(stderr).toContain('error: delete-identity destroys something');
    expect(kratos.requests).toEqual([]);
    expect(() => user.recorded('operations')).toThrow(/unable to open/);
  });

  it('goes on with --yes', async () => {
    const { exit } = await user.run(deleteAda('--yes'));
    expect(exit).toBe(0);
    expect(kratos.requests).toContain(deletion);
  });

  it('goes on with --confirm of the id that is hit, in any of its forms', async () => {
    const { exit } = await user.run(
      deleteAda(`--confirm ${adaIdentity.id.replaceAll('-', '').toUpperCase()}`),
    );
    expect(exit).toBe(0);
    expect(kratos.requests).toContain(deletion);
  });

  it('is refused, recorded as never run, where --confirm names somebody else', async () => {
    const other = '00000000-0000-4000-8000-000000000000';
    const { exit, outcome } = await user.run(deleteAda(`--confirm ${other} --format json`));
    expect(exit).toBe(2);
    expect(outcome.status).toBe('error');
    expect(outcome.error?.message).toBe(`--confirm names ${other}, but ${adaIdentity.id} would be hit.`);
    expect(kratos.requests).not.toContain(deletion);
    expect(user.recorded('tasks')[0]).toMatchObject({ status: 'error', error_code: 'confirmation-required' });
  });

  it('is a usage error where --confirm is no id', async () => {
    const { exit, stderr } = await user.run(deleteAda('--confirm ada@example.com'));
    expect(exit).toBe(2);
    expect(stderr).toContain('--confirm takes the id of the identity that is meant');
    expect(stderr).not.toContain('ada@example.com');
    expect(kratos.requests).toEqual([]);
  });
});

describe('on a terminal, a destroy', () => {
  it('shows host, context, id, masked addresses, state, factors and sessions, and goes on when the address is typed', async () => {
    const rich = await startFakeKratos((request, response) => {
      if (request.url?.includes('include_credential') === true) answerJson(response, 200, wellEquipped);
      else if (request.url?.includes('active=true') === true) answerJson(response, 200, twoSessions);
      else answerAda(request, response);
    });
    await user.run(`context add prod --admin-url ${rich.url}`);
    const terminal = openTerminal(user, 'run delete-identity ada@example.com');
    await terminal.waitFor(prompt);
    expect(terminal.shown()).toContain(
      [
        `delete-identity on ${rich.url.replace('http://', '')} (context prod)`,
        `  identity  ${adaIdentity.id}`,
        '  known as  a***@e***.com',
        '  state     active',
        '  factors   password, totp, passkey (1 key)',
        '  sessions  2 active',
      ].join('\r\n'),
    );
    expect(terminal.shown()).not.toContain('ada@example.com');
    expect(rich.requests).not.toContain(deletion);
    terminal.type(`ada@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(rich.requests).toContain(deletion);
    await rich.close();
  });

  it('is asked all the same where factors and sessions cannot be read', async () => {
    const locked = await startFakeKratos((request, response) => {
      const isLookUp = request.url?.startsWith('/admin/identities?') === true;
      answerJson(response, isLookUp ? 200 : 403, isLookUp ? [adaIdentity] : { error: { code: 403 } });
    });
    const terminal = openTerminal(user, `run delete-identity ada@example.com --admin-url ${locked.url}`);
    await terminal.waitFor(prompt);
    expect(terminal.shown()).toContain(
      '  factors   unknown: it could not be read\r\n  sessions  unknown: it could not be read\r\n',
    );
    terminal.type(ctrlD);
    expect(await terminal.ended).toBe(130);
    await locked.close();
  });

  it('goes on when the id is typed', async () => {
    const terminal = openTerminal(user, deleteAda());
    await terminal.waitFor(prompt);
    terminal.type(`${adaIdentity.id}${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(kratos.requests).toContain(deletion);
  });

  it.each([
    ['anything else', `yes${enter}`],
    ['nothing', enter],
    ['Ctrl-C', ctrlC],
    ['Ctrl-D', ctrlD],
  ])('is cancelled by %s, and recorded as cancelled', async (_what, keys) => {
    const terminal = openTerminal(user, deleteAda());
    await terminal.waitFor(prompt);
    terminal.type(keys);
    expect(await terminal.ended).toBe(130);
    expect(terminal.shown()).toContain('error: delete-identity was not confirmed.');
    expect(kratos.requests).not.toContain(deletion);
    expect(user.recorded('tasks')).toMatchObject([{ status: 'cancelled', error_code: 'cancelled' }]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends at %s while it asks, recorded as aborted', async (signal, status) => {
    const terminal = openTerminal(user, deleteAda());
    await terminal.waitFor(prompt);
    process.kill(terminal.pid, signal);
    expect(await terminal.ended).toBe(status);
    expect(user.recorded('tasks')).toMatchObject([{ status: 'aborted', error_code: 'aborted' }]);
  });

  it('is confirmation-required with --no-input', async () => {
    const terminal = openTerminal(user, deleteAda('--no-input'));
    expect(await terminal.ended).toBe(2);
    expect(terminal.shown()).toContain('error: delete-identity destroys something');
    expect(kratos.requests).toEqual([]);
  });

  it('asks on standard error, so that the answer can go to a file', async () => {
    const answer = join(user.home, 'answer.json');
    const terminal = openTerminal(user, deleteAda('--format json'), {}, `> ${answer}`);
    await terminal.waitFor(prompt);
    terminal.type(`ada@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(JSON.parse(readFileSync(answer, 'utf8'))).toMatchObject({ status: 'completed' });
  });

  it.each(['2> /dev/null', '< /dev/null'])(
    'is confirmation-required where nobody can be asked: %s',
    async (where) => {
      const terminal = openTerminal(user, deleteAda(), {}, where);
      expect(await terminal.ended).toBe(2);
      expect(kratos.requests).toEqual([]);
    },
  );

  it('asks nothing with --yes', async () => {
    const terminal = openTerminal(user, deleteAda('--yes'));
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).not.toContain(prompt);
  });
});

describe('an address that could drive the terminal', () => {
  let hostile: FakeKratos;
  beforeAll(async () => {
    const address = '\u001B[2J@example.com';
    const identity = {
      ...adaIdentity,
      verifiable_addresses: [{ value: address, via: 'email', verified: false, status: 'pending' }],
    };
    hostile = await startFakeKratos((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(identity));
    });
  });
  afterAll(() => hostile.close());

  it('is shown escaped in the prompt', async () => {
    const terminal = openTerminal(user, [
      'run',
      'delete-identity',
      adaIdentity.id,
      '--admin-url',
      hostile.url,
    ]);
    await terminal.waitFor(prompt);
    expect(terminal.raw()).toContain('known as  \\u001b***@e***.com');
    terminal.type(enter);
    expect(await terminal.ended).toBe(130);
  });
});
