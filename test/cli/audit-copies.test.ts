import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerAda, startFakeKratos, type FakeKratos } from './fake-kratos.ts';
import { createUser, type User } from './user.ts';

let user: User;
let kratos: FakeKratos;
beforeEach(async () => {
  user = createUser();
  kratos = await startFakeKratos(answerAda);
});
afterEach(async () => {
  user.leave();
  await kratos.close();
});

function configure(text: string): void {
  mkdirSync(user.configFolder, { recursive: true });
  writeFileSync(join(user.configFolder, 'audit.yaml'), text);
}

/** A program of this name, first on the path, that runs `source`. */
function install(name: string, source: string): NodeJS.ProcessEnv {
  const bin = join(user.home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!${process.execPath}\n${source}`);
  chmodSync(join(bin, name), 0o755);
  return { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
}

/** Reads Ada's identity; gives the exit status and what was warned of. */
async function run(env: NodeJS.ProcessEnv = {}): Promise<{ exit: number | null; warnings: string[] }> {
  const line = `run get-identity ada@example.com --admin-url ${kratos.url}`;
  const { exit, stderr } = await user.run(line, { env });
  return { exit, warnings: stderr.split('\n').filter((text) => /^(warning|error): /.test(text)) };
}

/** The chain, a line each, as it is kept. */
async function chain(): Promise<string[]> {
  const { stdout } = await user.call('audit export');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { hash: _, ...record } = JSON.parse(line) as Record<string, unknown>;
      return JSON.stringify(record);
    });
}

describe('audit records are copied', () => {
  it('to the end of a file, a line each, which only its owner may read', async () => {
    const file = join(user.home, 'audit.jsonl');
    configure(`copy: [{file: ${file}}]`);
    for (const exit of [0, 0]) expect(await run()).toEqual({ exit, warnings: [] });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines).toEqual(await chain());
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['syslog', 'logger', /^-t idp/],
    ['journald', 'systemd-cat', /^-t idp$/],
  ])('to %s through %s, on its standard input and not among its arguments', async (copy, name, args) => {
    configure(`copy: [${copy}]`);
    const env = install(
      name,
      `const { appendFileSync, readFileSync } = require('node:fs');
       const seen = ${JSON.stringify(user.home)} + '/seen';
       appendFileSync(seen + '-arguments', process.argv.slice(2).join(' '));
       appendFileSync(seen, readFileSync(0));`,
    );
    expect(await run(env)).toEqual({ exit: 0, warnings: [] });
    const seen = readFileSync(join(user.home, 'seen'), 'utf8');
    expect(seen.trimEnd().split('\n')).toEqual(await chain());
    expect(readFileSync(join(user.home, 'seen-arguments'), 'utf8')).toMatch(args);
  });
});

describe('a copy that fails is a warning, and the run is what it was:', () => {
  it.each([
    ['ends badly', 'process.exitCode = 3', 'logger ended with exit status 3'],
    ['never ends', 'setInterval(() => undefined, 1e6)', 'logger did not end within two seconds'],
  ])('a program that %s', async (_, source, why) => {
    configure('copy: [syslog]');
    expect(await run(install('logger', source))).toEqual({
      exit: 0,
      warnings: [`warning: Audit records are not copied to syslog: ${why}.`],
    });
  });

  it('a program that is not there', async () => {
    configure('copy: [journald]');
    expect(await run({ PATH: user.home })).toEqual({
      exit: 0,
      warnings: ['warning: Audit records are not copied to journald: systemd-cat is not there.'],
    });
  });

  it('a file that cannot be written', async () => {
    configure(`copy: [{file: ${user.home}}]`);
    expect(await run()).toEqual({
      exit: 0,
      warnings: [expect.stringMatching(/^warning: Audit records are not copied to .+: EISDIR: .+\.$/)],
    });
  });

  it('a named pipe that nobody reads', async () => {
    const pipe = join(user.home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    configure(`copy: [{file: ${pipe}}]`);
    expect(await run()).toEqual({
      exit: 0,
      warnings: [expect.stringMatching(/^warning: Audit records are not copied to .+: ENXIO: .+\.$/)],
    });
  });
});

it('an audit.yaml that says nothing known is refused before anything is sent', async () => {
  configure('copy: [splunk]');
  expect(await run()).toEqual({
    exit: 2,
    warnings: [
      expect.stringMatching(
        /^error: .+audit\.yaml:1:8: copy\[0\]: syslog, journald or \{file: PATH\} is expected\.$/,
      ),
    ],
  });
  expect(kratos.requests).toEqual([]);
});
