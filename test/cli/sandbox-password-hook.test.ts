import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUser, main, wordsOf, type User } from './user.ts';

let user: User;
let children: ChildProcess[];
beforeEach(() => {
  user = createUser();
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  user.leave();
});

// What both are told of the shared key: nothing on the command line.
const withKey = { IDP_SECRET_HOOK__KEY: 'the-key' };

/** Starts a command that serves, and resolves with the URLs that it prints, so many lines. */
async function serve(line: string, lines: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [main, ...wordsOf(line)], {
    env: { ...user.env, ...withKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    text += String(chunk);
    const urls = text.split('\n').slice(0, -1);
    if (urls.length === lines) return urls;
  }
  throw new Error(`It ended early: ${text}`);
}

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function login(publicUrl: string, identifier: string, password: string): Promise<number> {
  const flow = (await (await fetch(`${publicUrl}/self-service/login/api`)).json()) as { id: string };
  const body = { method: 'password', identifier, password };
  return (await post(`${publicUrl}/self-service/login?flow=${flow.id}`, body)).status;
}

describe('idp sandbox with idp password-hook serve', () => {
  it('lets people in by their old hash once, and by their own after that', async () => {
    const stdin = 'Ada@example.com\t$P$984478476IagS59wHZvyQMArzfx58u.\n';
    await user.run('password-hook load -', { stdin });
    const [hook = ''] = await serve('password-hook serve --quiet --port 0 --key-secret-id hook', 1);
    const ports = '--port 0 --public-port 0 --memory --bcrypt-cost 4';
    const [admin = '', publicUrl = ''] = await serve(
      `sandbox ${ports} --password-hook ${hook} --password-hook-key-secret-id hook`,
      2,
    );
    const credentials = { password: { config: { use_password_migration_hook: true } } };
    const body = { schema_id: 'default', traits: { email: 'ada@example.com' }, credentials };
    expect((await post(`${admin}/admin/identities`, body)).status).toBe(201);
    expect(await login(publicUrl, 'ada@example.com', 'wrong')).toBe(400);
    expect(await login(publicUrl, 'ADA@example.com', 'hashcat')).toBe(200);
    children[0]?.kill();
    expect(await login(publicUrl, 'ada@example.com', 'hashcat')).toBe(200);
    expect((await user.call('password-hook status --format json')).stdout).toContain('"left": 0,');
  });

  it.each([
    ['--password-hook nowhere', '--password-hook is not an http or https URL.'],
    ['--password-hook unix:///run/hook.sock', '--password-hook is not an http or https URL.'],
    ['--password-hook-key-secret-id hook', '--password-hook-key-secret-id goes with --password-hook.'],
    [
      '--password-hook http://127.0.0.1:1/ --password-hook-key-secret-id a/b',
      '--password-hook-key-secret-id is not the name of a secret.',
    ],
    [
      '--password-hook http://127.0.0.1:1/ --password-hook-key-secret-id hook --password-hook-key-header a:b',
      '--password-hook-key-header is not the name of a header.',
    ],
  ])('%s is a usage error', async (options, message) => {
    const { exit, stderr, stdout } = await user.call(`sandbox --memory ${options}`, { env: withKey });
    expect(stderr).toContain(`error: ${message}\n`);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  });
});
