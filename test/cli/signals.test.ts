import { readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { spawn, type IPty } from '@lydell/node-pty';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adaIdentity, answerJson, startFakeKratos, type FakeKratos } from './fake-kratos.ts';
import { ctrlC, openTerminal } from './terminal.ts';
import { createUser, main, type User } from './user.ts';

let user: User;
let silent: FakeKratos;

beforeEach(async () => {
  user = createUser();
  silent = await startFakeKratos(() => undefined);
});
afterEach(async () => {
  user.leave();
  await silent.close();
});

describe('a signal while Kratos is being asked', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends the run with exit %i, status aborted, and a closed record', async (signal, status) => {
    const { exit, outcome, stderr } = await user.run(
      `run get-identity ada --admin-url ${silent.url} --format json`,
      { kill: { when: silent.asked, signal } },
    );
    expect(exit).toBe(status);
    expect(outcome).toMatchObject({
      operation: '1',
      task: '2',
      status: 'aborted',
      results: {},
      error: { code: 'aborted', message: 'Interrupted while Kratos was being asked.' },
    });
    expect(stderr).toContain('error: Interrupted while Kratos was being asked.\n');
    expect(user.recorded('tasks')).toMatchObject([
      { id: 2, operation: 1, status: 'aborted', error_code: 'aborted', completed: expect.any(String) },
    ]);
  });

  it('Ctrl-C on a terminal does the same', async () => {
    const terminal = openTerminal(user, `run get-identity ada --admin-url ${silent.url}`);
    await silent.asked;
    terminal.type(ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(user.recorded('tasks')).toMatchObject([{ status: 'aborted' }]);
  });

  it('keeps what was done before it in the results', async () => {
    const sessions = Promise.withResolvers<void>();
    const kratos = await startFakeKratos((request, response) => {
      if (request.method === 'PATCH') answerJson(response, 200, { ...adaIdentity, state: 'inactive' });
      else if (request.url?.includes('/sessions') === true) sessions.resolve();
      else answerJson(response, 200, adaIdentity);
    });
    const { exit, outcome } = await user.run(
      `run disable-identity ${adaIdentity.id} --yes --admin-url ${kratos.url} --format json`,
      { kill: { when: sessions.promise, signal: 'SIGTERM' } },
    );
    await kratos.close();
    expect(exit).toBe(143);
    expect(outcome).toMatchObject({
      status: 'aborted',
      results: { 'identity-id': adaIdentity.id, changed: true },
    });
    expect(user.recorded('tasks')).toMatchObject([
      { status: 'aborted', changed: 1, identity_id: adaIdentity.id },
    ]);
  });
});

describe('a signal while parameters are awaited on standard input', () => {
  it('ends the run: nothing is recorded, and the answer says so', async () => {
    const answer = join(user.home, 'answer.json');
    // The answer's file is opened once signals are listened for, and before anything is read.
    const opened = new Promise(
      (resolve) => void watch(user.home, { persistent: false }).once('change', resolve),
    );
    const { exit } = await user.run(
      `run get-identity --params - --admin-url ${silent.url} --format json -o ${answer}`,
      { stdin: { open: true }, kill: { when: opened, signal: 'SIGTERM' } },
    );
    expect(exit).toBe(143);
    expect(JSON.parse(readFileSync(answer, 'utf8'))).toMatchObject({
      operation: null,
      status: 'aborted',
      error: { code: 'aborted', message: 'Interrupted before anything was sent.' },
    });
    expect(readdirSync(user.home).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(silent.requests).toEqual([]);
  });
});

it('a terminal that goes away while Kratos is being asked ends the run as a hang-up does', async () => {
  const line = ['run', 'get-identity', 'ada', '--admin-url', silent.url];
  const pty = spawn(process.execPath, [main, ...line], { env: user.env }) as IPty & { destroy(): void };
  const ended = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
  await silent.asked;
  pty.destroy();
  expect(await ended).toBe(129);
  expect(user.recorded('tasks')).toMatchObject([{ status: 'aborted', error_code: 'aborted' }]);
});
