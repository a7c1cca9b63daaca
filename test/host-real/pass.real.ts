import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enter, openTerminal } from '../cli/terminal.ts';
import { createUser, type User } from '../cli/user.ts';
import { requireInstalled } from './installed.ts';

const password = 'correct horse battery';
const passphrase = 'of the throw-away key';

/** Two throw-away GPG homes with a password store each: one key has no passphrase, the other has. */
let open: Record<string, string>;
let locked: Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'idp-pass-'));
beforeAll(() => {
  requireInstalled({ pass: 'pass', gpg: 'gnupg', gpgconf: 'gnupg', 'pinentry-curses': 'pinentry-curses' });
  open = passwordStore('open', '');
  locked = passwordStore('locked', passphrase);
});
afterAll(() => {
  for (const env of [open, locked]) forgetPassphrases(env);
  rmSync(folder, { recursive: true, force: true });
});

let user: User;
beforeEach(() => {
  user = createUser();
  mkdirSync(user.configFolder, { recursive: true });
  writeFileSync(
    join(user.configFolder, 'secrets.yaml'),
    'backends:\n  pass: {command: [pass, show, "idp/{name}"], prints: first-line}\n',
  );
});
afterEach(() => user.leave());

const create = (reference: string) =>
  `run create-admin-account username=ada email=ada@example.com password-secret-id=${reference} --sandbox`;

describe('pass', () => {
  it('gives the first line of what it keeps', async () => {
    const { exit, stderr } = await user.run(create('pass:ops/ada'), { env: open });
    expect([exit, stderr]).toEqual([0, expect.stringContaining('create-admin-account: completed')]);
  });

  it('without such a secret ends the run before anything is sent', async () => {
    const { exit, stderr } = await user.run(create('pass:ops/eve'), { env: open });
    expect([exit, stderr]).toEqual([
      3,
      expect.stringContaining(
        'error: The backend pass gave nothing for ops/eve: its program ended with exit status 1.',
      ),
    ]);
  });

  it('whose key is locked fails off a terminal, and asks for its passphrase on one', async () => {
    forgetPassphrases(locked);
    expect((await user.run(create('pass:ops/ada'), { env: locked })).exit).toBe(3);
    const terminal = openTerminal(user, create('pass:ops/ada'), { ...locked, TERM: 'xterm' });
    await terminal.answer('assphrase:', passphrase + enter);
    expect(await terminal.ended).toBe(0);
  });
});

function passwordStore(name: string, secret: string): Record<string, string> {
  const home = join(folder, name);
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(join(home, 'gpg-agent.conf'), 'pinentry-program /usr/bin/pinentry-curses\n');
  const env = { GNUPGHOME: home, PASSWORD_STORE_DIR: join(folder, `${name}-store`) };
  const run = (program: string, args: readonly string[], input = ''): void =>
    void execFileSync(program, args, { env: { ...process.env, ...env }, input, stdio: 'pipe' });
  const unattended = ['--batch', '--pinentry-mode', 'loopback', '--passphrase', secret];
  run('gpg', [...unattended, '--quick-gen-key', 'idp <idp@example.com>', 'default', 'default', 'never']);
  run('pass', ['init', 'idp@example.com']);
  run('pass', ['insert', '--multiline', 'idp/ops/ada'], `${password}\nurl: https://example.com\n`);
  return env;
}

function forgetPassphrases(env: Record<string, string>): void {
  execFileSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, ...env } });
}
