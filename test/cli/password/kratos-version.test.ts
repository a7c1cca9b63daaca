import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerJson, startFakeKratos, type Answering, type FakeKratos } from '../fake-kratos.ts';
import { createUser, type User } from '../user.ts';

let user: User;
let kratos: FakeKratos | undefined;
beforeEach(() => (user = createUser()));
afterEach(async () => {
  user.leave();
  await kratos?.close();
  kratos = undefined;
});

async function kratosOf(answer: Answering): Promise<string> {
  kratos = await startFakeKratos(answer);
  return kratos.url;
}

const telling = (version: string) => kratosOf((_, response) => answerJson(response, 200, { version }));

/** Releases after v26.2.0 take no more than cost 15. */
const stdin = '$2b$16$7xxalc6PbPEiA1WcKSdhAO/SUK6IfaHDJfDd.jBSe4uUdfrBSs3O2\n';

async function judged(options: string, env: NodeJS.ProcessEnv = {}) {
  const { exit, stdout, stderr } = await user.run(`password inspect - --format json ${options}`, {
    stdin,
    env,
  });
  const { results } = JSON.parse(stdout) as {
    results: { 'kratos-version': string; 'kratos-version-from': string; hashes: { 'can-match': boolean }[] };
  };
  return {
    exit,
    stderr,
    version: results['kratos-version'],
    from: results['kratos-version-from'],
    canMatch: results.hashes[0]?.['can-match'],
  };
}

describe('the release that hashes are judged by', () => {
  it('is that of --kratos-version, and then no server is asked', async () => {
    const url = await telling('v26.2.0');
    expect(await judged(`--kratos-version 99.1 --admin-url ${url}`)).toMatchObject({
      exit: 6,
      version: 'v99.1.0',
      from: 'option',
      canMatch: false,
      stderr: expect.stringContaining('Judged by Kratos v99.1.0, as --kratos-version says.\n'),
    });
    expect(kratos?.requests).toEqual([]);
  });

  it('is that of the server that is chosen by a flag, the environment or the context', async () => {
    const url = await telling('v99.1.0');
    await user.call(`context add prod --admin-url ${url}`);
    for (const [options, env] of [
      [`--admin-url ${url}`, {}],
      ['', { KRATOS_ADMIN_URL: url }],
      ['', {}],
    ] as const) {
      expect(await judged(options, env)).toMatchObject({
        version: 'v99.1.0',
        from: 'server',
        canMatch: false,
        stderr: expect.stringContaining(`Judged by Kratos v99.1.0, as ${url} says.\n`),
      });
    }
    expect(kratos?.requests).toEqual(['GET /version', 'GET /version', 'GET /version']);
    expect(existsSync(join(user.dataFolder, 'history.db'))).toBe(false);
  });

  it('is v26.2.0 with a warning where the server does not tell it', async () => {
    const url = await telling('master');
    expect(await judged(`--admin-url ${url}`)).toMatchObject({
      exit: 0,
      version: 'v26.2.0',
      from: 'default',
      canMatch: true,
      stderr:
        `warning: ${url} does not tell which release of Kratos it is.\n` +
        'Judged by Kratos v26.2.0, with which idp was measured; --kratos-version names another.\n',
    });
  });

  it('is v26.2.0 with a warning where the server does not answer, within seconds', async () => {
    const url = await kratosOf(() => undefined);
    const { stderr, ...told } = await judged(`--admin-url ${url}`);
    expect(told).toMatchObject({ exit: 0, version: 'v26.2.0', from: 'default' });
    expect(stderr).toContain('warning: The version of Kratos could not be asked for. ');
    const refused = await judged('--admin-url http://127.0.0.1:1');
    expect(refused.stderr).toContain('warning: The version of Kratos could not be asked for. ');
  });

  it('is that of the embedded Kratos with --sandbox, which is not started for that', async () => {
    expect(await judged('--sandbox')).toMatchObject({ version: 'v26.2.0', from: 'server' });
    expect(existsSync(join(user.dataFolder, 'sandbox.db'))).toBe(false);
  });

  it.each([
    ['--context nowhere', 'usage'],
    ['--context prod --admin-url http://127.0.0.1:1', 'usage'],
    ['--sandbox --admin-url http://127.0.0.1:1', 'usage'],
    ['--kratos-version latest', 'usage'],
  ])('has to be asked for rightly: %s', async (options, code) => {
    const { exit, stdout } = await user.call(`password inspect - --format json ${options}`, { stdin });
    expect({ exit, code: (JSON.parse(stdout) as { error: { code: string } }).error.code }).toEqual({
      exit: 2,
      code,
    });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is not waited for any more after %s', async (signal, status) => {
    const url = await kratosOf(() => undefined);
    const { exit, stdout, stderr } = await user.run(`password inspect - --format json --admin-url ${url}`, {
      stdin,
      kill: { when: kratos?.asked ?? Promise.resolve(), signal },
    });
    expect({ exit, stderr }).toEqual({
      exit: status,
      stderr: 'error: Interrupted before every line was answered.\n  Nothing was changed: run it again.\n',
    });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'aborted' } });
  });

  it('is not asked for by what judges nothing', async () => {
    const url = await telling('v99.1.0');
    const { exit } = await user.call(`password make - --cost 4 --admin-url ${url}`, { stdin: 'x\n' });
    expect({ exit, requests: kratos?.requests }).toEqual({ exit: 0, requests: [] });
  });
});
