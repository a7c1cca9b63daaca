import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCatalog } from '../../src/engine/parse-catalog.ts';
import { quietEnvironment } from '../build/quiet-environment.ts';

describe('the package, installed from its tarball in an empty folder', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'idp-package-'));
    mkdirSync(join(folder, 'home'));
    await npm(process.cwd(), 'pack', '--pack-destination', folder);
    const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
    // A Node by its exact platform package: the package `node` would put its command before the pinned one.
    const oldNode = `node-20@npm:node-${process.platform}-${process.arch}@20.19.5`;
    await npm(folder, 'install', '--prefix', folder, join(folder, tarball ?? ''), oldNode);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const installed = (...path: string[]): string => join(folder, 'node_modules', ...path);

  const idp = (...args: string[]) => idpWith({}, ...args);

  const idpWith = (env: Readonly<Record<string, string>>, ...args: string[]) => start(args, { env });

  const start = (
    args: readonly string[],
    { env = {}, input = '' }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string },
  ) =>
    execa(installed('.bin', 'idp'), args, {
      cwd: folder,
      env: { ...quietEnvironment(join(folder, 'home')), ...env },
      extendEnv: false,
      input,
      reject: false,
    });

  it('holds what is needed to run it and to read about it, and nothing else', () => {
    expect(readdirSync(installed('@identity-ops', 'idp')).toSorted()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'actions.yaml',
      'dist',
      'docs',
      'package.json',
    ]);
  });

  it('lists the actions', async () => {
    const { stdout, stderr, exitCode } = await idp('actions');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const names = parseCatalog(readFileSync('actions.yaml', 'utf8'), 'actions.yaml').map(({ name }) => name);
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(names);
  });

  it('creates an administrator on the embedded Kratos, and finds it again with the next command', async () => {
    const ada = ['username=ada', 'email=ada@example.com', '--format', 'json'];
    const created = await idp('--sandbox', 'run', 'create-admin-account', ...ada);
    expect(JSON.parse(created.stdout)).toMatchObject({ status: 'completed', results: { changed: true } });
    const found = await idp('--sandbox', 'run', 'get-identity', 'ada@example.com', '--format', 'json');
    expect(JSON.parse(found.stdout)).toMatchObject({
      status: 'completed',
      results: { identity: { state: 'active', traits: { username: 'ada', email: 'ada@example.com' } } },
    });
    expect([created.exitCode, found.exitCode]).toEqual([0, 0]);
  });

  it('hashes a password from a secret, and says nothing but what was done', async () => {
    const secret = { IDP_SECRET_GRACE__PASSWORD: 'a long enough passphrase' };
    const grace = ['username=grace', 'email=grace@example.com', 'password-secret-id=grace'];
    const { stderr, exitCode } = await idpWith(secret, '--sandbox', 'run', 'create-admin-account', ...grace);
    expect(stderr).toMatch(/^create-admin-account: completed \(operation \d+, task \d+\)$/);
    expect(exitCode).toBe(0);
  });

  it('keeps a secret in a store of a key file, and reads it', async () => {
    const keyFile = join(folder, 'home', 'key.txt');
    const add = ['secret', 'add', 'hopper', 'password#file=-', '--grant', '*', '--no-input'];
    const protect = ['--protect', 'key-file', '--key-file', keyFile];
    const added = await start([...add, ...protect], { input: 'a long enough passphrase' });
    expect({ stderr: added.stderr, exitCode: added.exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const hopper = ['username=hopper', 'email=hopper@example.com', 'password-secret-id=hopper'];
    const { exitCode } = await idp('--sandbox', 'run', 'create-admin-account', ...hopper);
    expect(exitCode).toBe(0);
  });

  it('asks the keychain of the session, and says where there is none', async () => {
    const noBus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' };
    const protect = ['secret', 'protect', '--protect', 'keychain', '--no-input'];
    const { stderr, exitCode } = await idpWith(noBus, ...protect);
    expect(stderr).toMatch(/^error: The keychain is absent: this session has no D-Bus\./);
    expect(exitCode).toBe(4);
  });

  it('says on Node 20 in one sentence which Node it needs', async () => {
    const node20 = installed('node-20', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    const program = installed('@identity-ops', 'idp', 'dist', 'bin', 'idp.cjs');
    const { stdout, stderr, exitCode } = await execa(node20, [program, 'actions'], { reject: false });
    expect(stderr).toBe(
      'error: idp needs Node 22.22.2 or a later 22, 24.15 or a later 24, or 26 or later; this is v20.19.5.',
    );
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  it('gives programs the API for actions of their own', async () => {
    const program = `import('@identity-ops/idp').then((api) => console.log(Object.keys(api).join(' ')))`;
    const { stdout } = await execa(process.execPath, ['--eval', program], { cwd: folder });
    expect(stdout).toBe(
      'IdpError Secret defineAction defineFilesAction defineIdentityAction fileName goDuration maskTarget resumeMany runAction runMany secretReference secretResult undoOperation',
    );
  });

  /** npm with a HOME as empty as everybody's, but with its own settings and downloads. */
  async function npm(cwd: string, ...args: string[]): Promise<void> {
    await execa('npm', args, {
      cwd,
      env: {
        npm_config_userconfig: join(homedir(), '.npmrc'),
        npm_config_cache: join(homedir(), '.npm'),
        ...quietEnvironment(join(folder, 'home')),
      },
      extendEnv: false,
      stdin: 'ignore',
    });
  }
});
