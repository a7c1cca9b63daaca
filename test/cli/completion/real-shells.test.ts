import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shells } from '../../../src/edges/cli/completion/shells.ts';
import { createUser, type User } from '../user.ts';
import { buildProgram, type BuiltProgram } from './built-program.ts';
import { openShell, type InteractiveShell } from './interactive-shell.ts';

/** What is typed before TAB, and the line after it, `|` where the cursor is. */
const unique: readonly [string, string][] = [
  ['idp show-a', 'idp show-action |'],
  ['idp run reset-identity-m', 'idp run reset-identity-mfa |'],
  ['idp show-action dis', 'idp show-action disable-identity |'],
  ['idp get em', 'idp get email=|'],
  ['idp run reset-identity-mfa ada mfa', 'idp run reset-identity-mfa ada mfa-type=|'],
  ['idp run reset-identity-mfa mfa-type=to', 'idp run reset-identity-mfa mfa-type=totp |'],
  ['idp run reset-identity-mfa allow-lockout=t', 'idp run reset-identity-mfa allow-lockout=true |'],
  ['idp run reset-identity-mfa --mfa-type to', 'idp run reset-identity-mfa --mfa-type totp |'],
  ['idp run reset-identity-mfa --mfa-type=to', 'idp run reset-identity-mfa --mfa-type=totp |'],
  ['idp run reset-password password-s', 'idp run reset-password password-secret-id=|'],
  ['idp run reset-password password-secret-id=ad', 'idp run reset-password password-secret-id=ada |'],
  ['idp context use st', 'idp context use staging |'],
  ['idp context remove st', 'idp context remove staging |'],
  ['idp context add x --header X-Key=a', 'idp context add x --header X-Key=ada |'],
  ['idp context use eu:', 'idp context use eu:west |'],
  ['idp --context=st', 'idp --context=staging |'],
  ['idp --context st', 'idp --context staging |'],
  ['idp actions --format js', 'idp actions --format json|'],
  ['idp actions --format=y', 'idp actions --format=yaml |'],
  ['idp actions --sch', 'idp actions --schema |'],
  ['idp completion f', 'idp completion fish |'],
  ['idp run get-identity --params map', 'idp run get-identity --params maps/|'],
  ['idp run get-identity --params maps/a', 'idp run get-identity --params maps/ada.yaml |'],
  ['idp run get-identity --params=maps/a', 'idp run get-identity --params=maps/ada.yaml |'],
  ['idp -o maps/a', 'idp -o maps/ada.yaml |'],
  ['idp sandbox --data-dir ma', 'idp sandbox --data-dir maps/|'],
  ['idp sandbox --schema person=maps/a', 'idp sandbox --schema person=maps/ada.yaml |'],
  ['./bin/idp run del', './bin/idp run delete-identity |'],
  ['~/bin/idp run del', '~/bin/idp run delete-identity |'],
  ['KRATOS_ADMIN_URL=http://x idp run del', 'KRATOS_ADMIN_URL=http://x idp run delete-identity |'],
  ['k run del', 'k run delete-identity |'],
  ['true; idp run del', 'true; idp run delete-identity |'],
  ['idp run --reason "as asked" del', 'idp run --reason "as asked" delete-identity |'],
  ["idp run 'reset-identity-mfa' mfa-type=to", "idp run 'reset-identity-mfa' mfa-type=totp |"],
  ['idp run get-identity ada em', 'idp run get-identity ada em|'],
  ['idp context add st', 'idp context add st|'],
];

/** Lines at whose end there is a choice, and what is listed. */
const choices: readonly [string, readonly string[]][] = [
  ['idp ', ['run', 'actions', 'show-action', 'context', 'sandbox', 'completion', 'help', 'get']],
  ['idp run reset-identity-mfa mfa-type=', ['totp', 'lookup_secret', 'webauthn', 'passkey', 'all']],
  ['idp context use ', ['staging', 'production', 'eu:west']],
  ['idp run list-sessions ', ['identity-id=', 'email=', 'state=']],
  ['idp run list-sessions ada --re', ['--reason', '--results']],
];

let built: BuiltProgram;
beforeAll(() => (built = buildProgram(readFileSync('actions.yaml', 'utf8'))));
afterAll(() => built.remove());

describe.each(shells)('%s', (name) => {
  let user: User;
  let shell: InteractiveShell;

  beforeAll(async () => {
    user = createUser();
    user.env['IDP_SECRET_ADA__PASSWORD'] = 'never shown';
    mkdirSync(join(user.home, 'maps'));
    writeFileSync(join(user.home, 'maps', 'ada.yaml'), 'email: ada@example.com\n');
    keepContexts(user);
    shell = await openShell(name, user, built.run);
  });

  afterAll(async () => {
    await shell.close();
    user.leave();
  });

  it.each(unique)('completes %j', async (typed, completed) => {
    shell.type(`${typed}\t`);
    expect(await shell.takeLine()).toBe(completed);
  });

  it('completes in the middle of a line', async () => {
    shell.type(`idp run del --yes${left.repeat(' --yes'.length)}\t`);
    const line = await shell.takeLine();
    // One shell steps over the blank that is there, another puts one of its own.
    expect(line.replace(/ *\| */, ' | ')).toBe('idp run delete-identity | --yes');
  });

  it.each(choices)('lists what may follow %j', async (typed, listed) => {
    shell.type(typed);
    await shell.waitFor(typed);
    shell.type(name === 'bash' ? '\t\t' : '\t');
    for (const word of listed) await shell.waitFor(word);
    expect(shell.shown()).not.toContain('never shown');
    await shell.takeLine();
  });
});

/** The cursor key. */
const left = '\u001B[D';

function keepContexts(user: User): void {
  mkdirSync(user.configFolder, { recursive: true });
  const contexts = ['staging', 'production', 'eu:west'].map(
    (name) => `  "${name}": { admin-url: "http://127.0.0.1:4434" }\n`,
  );
  writeFileSync(join(user.configFolder, 'contexts.yaml'), `contexts:\n${contexts.join('')}`);
}
