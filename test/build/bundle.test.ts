import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parametersSchema } from '../../src/engine/catalog.ts';
import { parseCatalog } from '../../src/engine/parse-catalog.ts';
import { version } from '../../src/version.ts';
import { quietEnvironment } from './quiet-environment.ts';
import { runBuild } from './run-build.ts';

const yaml = readFileSync('actions.yaml', 'utf8');
let folder: string;
let built: { status: number | null; stderr: string };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-bundle-'));
  built = runBuild(folder, yaml);
});

afterAll(() => rmSync(folder, { recursive: true }));

const bundled = (...path: string[]): string => join(folder, 'dist', 'bin', ...path);

function idp(...args: string[]): string {
  const env = quietEnvironment(join(folder, 'home'));
  return execFileSync(bundled('idp.cjs'), args, { encoding: 'utf8', env });
}

it('is built without a word', () => {
  expect(built).toEqual({ status: 0, stderr: '' });
});

it('is a program that any shell starts', () => {
  expect(readFileSync(bundled('idp.cjs'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(() => accessSync(bundled('idp.cjs'), constants.X_OK)).not.toThrow();
});

it('tells its version without loading another file', () => {
  expect(idp('--version')).toBe(`${version}\n`);
  expect(readdirSync(folder)).not.toContain('home');
});

it('has the catalog of actions.yaml', () => {
  const catalog = parseCatalog(yaml, 'actions.yaml');
  const schemas = catalog.map((entry) => [
    entry.name,
    { title: entry.name, description: entry.description, ...parametersSchema(entry) },
  ]);
  expect(JSON.parse(idp('actions', '--schema'))).toEqual(Object.fromEntries(schemas));
  const described = catalog.map(({ name, description, effect, target, aliases }) => ({
    action: name,
    description,
    effect,
    target,
    aliases,
  }));
  expect(JSON.parse(idp('actions', '--format', 'json'))).toEqual(described);
});

it('loads commander to list the actions, but no server, schemas, YAML or prompts', () => {
  idp('actions');
  const loaded = keptFiles();
  expect(loaded).toContain('program.cjs');
  expect(markedIn(loaded)).toEqual(['commander']);
});

it('has all of them for those who need them, outside the file that starts', () => {
  const files = readdirSync(bundled()).filter((file) => file.endsWith('.cjs'));
  expect(markedIn(files)).toEqual(['commander', 'fastify', 'zod', 'yaml', 'prompts']);
  expect(markedIn(['idp.cjs'])).toEqual([]);
});

it('hashes a password without the embedded Kratos', () => {
  const code = ['actions/reset-password', 'password-secret', 'hash-password'].map((name) =>
    readFileSync(bundled(`${name}.cjs`), 'utf8'),
  );
  expect(code[0]).toContain('/password-secret.cjs');
  expect(code[1]).toContain('/hash-password.cjs');
  expect(code.filter((text) => text.includes('sandbox.cjs'))).toEqual([]);
});

it('holds no character beyond ASCII, because its files are read as Latin-1', () => {
  const files = [
    ...readdirSync(bundled()),
    ...readdirSync(bundled('actions')).map((file) => `actions/${file}`),
  ];
  const code = files.filter((file) => file.endsWith('.cjs') && file !== 'idp.cjs');
  expect(code.length).toBeGreaterThan(20);
  expect(code.filter((file) => /[\u0080-\uFFFF]/.test(readFileSync(bundled(file), 'utf8')))).toEqual([]);
});

it('carries the licences of what it was made from', () => {
  const notices = readFileSync(bundled('THIRD-PARTY-NOTICES.txt'), 'utf8');
  expect(notices).toMatch(/^commander \d+\.\d+\.\d+\n\n\(The MIT License\)/m);
  expect(notices).toMatch(/^zod \d+\.\d+\.\d+\n\nMIT License/m);
});

/** A word that only the code of each of them has. */
const marks = {
  commander: 'commander.unknownCommand',
  fastify: 'FST_ERR_',
  zod: 'ZodError',
  yaml: 'BLOCK_FOLDED',
  prompts: 'mute',
};

function markedIn(files: readonly string[]): string[] {
  const texts = files.map((file) => readFileSync(bundled(file), 'utf8'));
  return Object.entries(marks)
    .filter(([, word]) => texts.some((text) => text.includes(word)))
    .map(([name]) => name);
}

/** What was loaded: the files whose code was kept. */
function keptFiles(): string[] {
  return readdirSync(join(folder, 'home', '.cache', 'idp', 'code'), { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.v8'))
    .map((file) => basename(file, '.v8').replace('+', '/'));
}
