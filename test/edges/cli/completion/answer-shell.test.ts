import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerShell } from '../../../../src/edges/cli/completion/answer-shell.ts';
import { addOtherCommands } from '../../../../src/edges/cli/other-commands.ts';
import { createProgram } from '../../../../src/edges/cli/program.ts';
import { readCatalog } from '../../../../src/host/installation.ts';
import { aHost } from './a-host.ts';

let host: ReturnType<typeof aHost>;
beforeAll(() => {
  host = aHost();
  keepContexts(
    'contexts: { staging: { admin-url: "http://127.0.0.1:4434" }, prod: { admin-url: "http://id" } }',
  );
});
afterAll(() => host.leave());

function keepContexts(text: string): void {
  mkdirSync(host.folders.config, { recursive: true });
  writeFileSync(join(host.folders.config, 'contexts.yaml'), text);
}

const secrets = {
  IDP_SECRET_ADMIN_PW__PASSWORD: 'hunter2',
  IDP_SECRET_ADMIN_PW__TOKEN: 'hunter3',
  IDP_SECRET_ADA__PASSWORD: 'hunter4',
  IDP_SECRET_: 'hunter5',
};

/** The whole answer to a line up to the cursor. */
function answer(line: string, env: NodeJS.ProcessEnv = secrets): Promise<string> {
  const asked = { ...host, env: { ...env, IDP_COMPLETION: line } };
  const program = createProgram(asked, () => undefined);
  addOtherCommands(program, asked, () => undefined);
  return answerShell(asked, program, 'bash');
}

/** Only its words, or `files` or `folders`. */
async function words(line: string): Promise<string> {
  const [kind = '', ...lines] = (await answer(line)).trimEnd().split('\n');
  return kind === 'words' ? lines.map((one) => one.split('\t')[0]).join(' ') : kind;
}

describe('commands', () => {
  it.each([
    ['idp sh', 'show-action show-operation show-task'],
    ['idp ge', 'get'],
    ['idp --sandbox --format json ru', 'run'],
    ['idp --context run ru', 'run'],
    ['idp context r', 'remove'],
    ['idp help r', 'run resume'],
    ['idp context help u', 'use'],
    ['idp secret re', 'revoke remove'],
    ['idp secret add ada --protect ', 'keychain passphrase key-file'],
    ['idp secret add ada --key-file ', 'files'],
    ['idp completion ', 'bash zsh fish'],
    ['idp completion bash ', ''],
    ['idp nonsense ', ''],
    ['idp actions ', ''],
    ['idp', ''],
  ])('%j: %s', async (line, expected) => {
    expect(await words(line)).toBe(expected);
  });
});

describe('actions', () => {
  it.each(['idp run ', 'idp --sandbox run --yes ', 'idp show-action '])('%j: all of them', async (line) => {
    expect(await words(line)).toBe((await readCatalog()).map(({ name }) => name).join(' '));
  });

  it.each(['idp secret grant ada ', 'idp secret revoke ada ', 'idp secret add ada --grant '])(
    '%j: all of them, and the readers that are no actions',
    async (line) => {
      const names = (await readCatalog()).map(({ name }) => name);
      expect(await words(line)).toBe([...names, 'connect', 'password', 'password-hook'].join(' '));
    },
  );

  it('come with what they do', async () => {
    expect(await answer('idp run delete')).toBe(
      'words\ndelete-identity\tDeletes an identity with its credentials and sessions. This cannot be undone.\n',
    );
  });

  it.each(['idp run no-such-action ', 'idp show-action get-identity ', 'idp get-identity '])(
    '%j: none',
    async (line) => {
      expect(await words(line)).toBe('');
    },
  );
});

describe('parameters', () => {
  it.each([
    ['idp run list-sessions ', 'identity-id= email= state='],
    ['idp get ', 'identity-id= email='],
    ['idp run get ', 'identity-id= email='],
    ['idp run list-sessions ada ', 'state='],
    ['idp run list-sessions email=ada ', 'state='],
    ['idp run list-sessions --email ada ', 'state='],
    ['idp run list-sessions --email=ada ', 'state='],
    ['idp run list-sessions ada state=all ', ''],
    ['idp run list-sessions ada --state all ', ''],
    ['idp run list-sessions -- st', 'state='],
    ['idp run create-admin-account username=ada e', 'email= expires-in='],
    ['idp run reset-identity-mfa --allow-lockout inc', 'include-passkeys='],
    ['idp run reset-identity-mfa --allow-lockout true inc', 'include-passkeys='],
    ['idp run reset-identity-mfa --mfa-type all inc', 'include-passkeys='],
    ['idp run --reason reset-password list-sessions ada ', 'state='],
  ])('%j: %s', async (line, expected) => {
    expect(await words(line)).toBe(expected);
  });
});

describe('values', () => {
  it.each([
    ['idp run list-sessions state=', 'state=active state=ended state=all'],
    ['idp run list-sessions "state=a', 'state=active state=all'],
    ["idp run list-sessions state='a", 'state=active state=all'],
    ['idp run list-sessions --state=e', '--state=ended'],
    ['idp run list-sessions --state ', 'active ended all'],
    ['idp run list-sessions -- --state=', ''],
    ['idp run reset-identity-mfa revoke-sessions=', 'revoke-sessions=true revoke-sessions=false'],
    ['idp run reset-password password-secret-id=', 'password-secret-id=admin-pw password-secret-id=ada'],
    ['idp run reset-password --password-secret-id ', 'admin-pw ada'],
    ['idp run get-identity email=', ''],
    ['idp run get-identity no-such=', ''],
    ['idp --format ', 'text yaml json jsonl'],
    ['idp actions --format=json', '--format=json --format=jsonl'],
    ['idp --context ', 'staging prod'],
    ['idp run get-identity --context=p', '--context=prod'],
    ['idp context use ', 'staging prod'],
    ['idp context show s', 'staging'],
    ['idp context check p', 'prod'],
    ['idp context remove ', 'staging prod'],
    ['idp context use prod ', ''],
    ['idp context add ', ''],
    ['idp context list ', ''],
    ['idp --admin-url ', ''],
    ['idp --output ', 'files'],
    ['idp actions -o ', 'files'],
    ['idp run get-identity --params=', 'files'],
    ['idp run --results x', 'files'],
    ['idp sandbox --schema ', 'files'],
    ['idp sandbox --data-dir=', 'folders'],
    ['idp context add x --ca-file ', 'files'],
    ['idp context add x --bearer-token ', 'admin-pw ada'],
    ['idp context add x --bearer-token=', '--bearer-token=admin-pw --bearer-token=ada'],
    ['idp context add x --header ', ''],
    ['idp context add x --header X-Key=ad', 'X-Key=admin-pw X-Key=ada'],
  ])('%j: %s', async (line, expected) => {
    expect(await words(line)).toBe(expected);
  });

  it('of secrets are never shown', async () => {
    expect(await answer('idp run reset-password password-secret-id=')).not.toContain('hunter');
  });
});

describe('flags', () => {
  it.each([
    ['idp -', '--version'],
    ['idp actions --', '--schema'],
    ['idp run list-sessions ada -', '--state'],
    ['idp context use --', '--no-input'],
  ])('%j: %s among them, and long ones only', async (line, expected) => {
    const offered = (await words(line)).split(' ');
    expect(offered).toContain(expected);
    expect(offered.filter((word) => !word.startsWith('--'))).toEqual([]);
  });

  it.each([
    ['idp actions --sch', '--schema'],
    ['idp actions --schema --sch', ''],
    ['idp -o x --out', ''],
    ['idp --output=x --out', ''],
    ['idp sandbox --schema a=b --sch', '--schema'],
    ['idp run list-sessions ada --st', '--string-args --state'],
    ['idp run list-sessions ada state=all --st', '--string-args'],
    ['idp run list-sessions --identity-id x --em', ''],
    ['idp run get-identity -- --', ''],
    ['idp completion bash --an', ''],
  ])('%j: %s', async (line, expected) => {
    expect(await words(line)).toBe(expected);
  });
});

describe('a line that cannot be helped', () => {
  it.each([
    ['a password', 'idp run reset-password password=hunter2 --password=hunter2 '],
    ['quotes that stay open', `idp 'run`],
    ['a backslash at its end', 'idp run \\'],
    ['names of objects', 'idp constructor toString '],
    ['parameters named as objects have them', 'idp run get-identity __proto__='],
  ])('with %s is answered with words that fit, or none', async (_what, line) => {
    expect(await answer(line)).toMatch(/^words\n/);
    expect(await answer(line)).not.toContain('hunter');
  });

  it('with contexts in a malformed file is answered with nothing', async () => {
    const other = aHost();
    mkdirSync(other.folders.config, { recursive: true });
    writeFileSync(join(other.folders.config, 'contexts.yaml'), 'contexts: [');
    const asked = { ...other, env: { IDP_COMPLETION: 'idp context use ' } };
    const program = createProgram(asked, () => undefined);
    addOtherCommands(program, asked, () => undefined);
    expect(await answerShell(asked, program, 'bash')).toBe('');
    other.leave();
  });
});
