import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUser, main, wordsOf, type User } from './user.ts';

let user: User;
let child: ChildProcess | undefined;
beforeEach(() => (user = createUser()));
afterEach(() => {
  child?.kill('SIGKILL');
  child = undefined;
  user.leave();
});

/** Starts `idp sandbox` and resolves with the two URLs that it prints. */
async function serve(options: string): Promise<{ admin: string; public: string; process: ChildProcess }> {
  const started = spawn(process.execPath, [main, 'sandbox', ...wordsOf(options)], {
    env: user.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  let text = '';
  for await (const chunk of started.stdout.setEncoding('utf8')) {
    text += String(chunk);
    const urls = /^(http:\S+)\n(http:\S+)\n$/.exec(text);
    if (urls !== null) return { admin: urls[1] ?? '', public: urls[2] ?? '', process: started };
  }
  throw new Error(`It ended without two URLs: ${text}`);
}

describe('idp sandbox', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints the admin URL and the public URL, serves both, keeps nothing in memory, and ends by %s with 0',
    async (signal) => {
      const served = await serve('--port 0 --public-port 0 --memory');
      expect((await fetch(`${served.admin}/health/ready`)).status).toBe(200);
      expect((await fetch(`${served.public}/schemas`)).status).toBe(200);
      expect(existsSync(user.dataFolder)).toBe(false);
      served.process.kill(signal);
      expect(await once(served.process, 'exit')).toEqual([0, null]);
    },
  );

  it('keeps its database in --data-dir', async () => {
    const folder = join(user.home, 'deep', 'kratos');
    await serve(`--port 0 --public-port 0 --data-dir ${folder}`);
    expect(readdirSync(folder)).toContain('sandbox.db');
  });

  it('without --data-dir serves the identities that --sandbox made', async () => {
    await user.run('--sandbox run create-admin-account username=ada email=ada@example.com');
    const served = await serve('--port 0 --public-port 0');
    const { exit, outcome } = await user.run(
      `run get-identity ada --admin-url ${served.admin} --format json`,
    );
    expect(exit).toBe(0);
    expect(outcome.results['identity']).toMatchObject({ traits: { username: 'ada' } });
  });

  it('has the schemas of --schema, the first being the default', async () => {
    const file = join(user.home, 'person.json');
    writeFileSync(file, JSON.stringify({ type: 'object', properties: { traits: { type: 'object' } } }));
    const served = await serve(
      `--port 0 --public-port 0 --memory --schema person=${file} --schema other=${file}`,
    );
    const schemas = (await (await fetch(`${served.public}/schemas`)).json()) as { id: string }[];
    expect(schemas.map((schema) => schema.id)).toEqual(['person', 'other']);
  });

  it('says in a sentence that a port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { exit, stderr } = await user.call(`sandbox --memory --port ${port} --public-port 0`);
    taken.close();
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr: `error: Port ${port} of 127.0.0.1 is taken.\n  Choose others with --port and --public-port; 0 means any that is free.\n`,
    });
  });

  it.each([
    ['--port x', '--port must be a whole number from 0 to 65535.'],
    ['--public-port 65536', '--public-port must be a whole number from 0 to 65535.'],
    ['--bcrypt-cost 3', '--bcrypt-cost must be a whole number from 4 to 20.'],
    ['--memory --data-dir folder', 'Give either --data-dir or --memory, not both.'],
    ['--schema person.json', '--schema is written id=FILE, as in --schema default=./person.schema.json.'],
    ['--recovery-ui nowhere', '--recovery-ui is not an http or https URL.'],
    ['--allowed-return-url nowhere', '--allowed-return-url is not an http or https URL.'],
  ])('%s is a usage error', async (options, message) => {
    const { exit, stderr, stdout } = await user.call(`sandbox ${options}`);
    expect(stderr).toContain(`error: ${message}\n`);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  });

  it.each([
    ['is not there', undefined, /^error: The schema person in .*person\.json cannot be read: ENOENT/],
    ['is no JSON', '{"type": ', /^error: The schema person in .*person\.json cannot be read: .*JSON/],
    ['is no object', '[]', /^error: The schema person in .*person\.json is not a JSON object\./],
    ['is no schema', '{"type": "strin"}', /^error: The identity schema "person" cannot be used: /],
  ])('says in a sentence that a schema file %s', async (_what, text, sentence) => {
    const file = join(user.home, 'person.json');
    if (text !== undefined) writeFileSync(file, text);
    const { exit, stderr } = await user.call(
      `sandbox --memory --port 0 --public-port 0 --schema person=${file}`,
    );
    expect(stderr).toMatch(sentence);
    expect(exit).toBe(2);
  });

  it.each(['sandbox --port 0 --public-port 0', '--sandbox run get-identity ada'])(
    'says in a sentence that its database cannot be made: idp %s',
    async (line) => {
      mkdirSync(join(user.dataFolder, '..'), { recursive: true });
      writeFileSync(user.dataFolder, '');
      const { exit, stderr } = await user.call(line);
      expect(stderr).toMatch(
        /^error: The embedded Kratos cannot use .*sandbox\.db: .*\.\n {2}Make its folder/,
      );
      expect(exit).toBe(1);
    },
  );
});

describe('--sandbox', () => {
  it('in one process leaves what the next process finds', async () => {
    const made = await user.run(
      '--sandbox run create-admin-account username=ada email=ada@example.com --format json',
    );
    expect(made.exit).toBe(0);
    const found = await user.run('--sandbox get ada --format json');
    expect(found.exit).toBe(0);
    expect(found.outcome.results['identity-id']).toBe(made.outcome.results['identity-id']);
    expect(user.recorded('operations').map((row) => row['host'])).toEqual(['sandbox', 'sandbox']);
  });
});
