import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/host/run-program.ts';
import { backendReference } from '../../../src/secrets/backends/backend-reference.ts';
import { commandBackends } from '../../../src/secrets/backends/command-backend.ts';
import type { CommandSettings } from '../../../src/secrets/backends/command-settings.ts';
import { revealed } from '../../../src/secrets/secret.ts';
import { temporaryFolder, temporaryProgram } from '../../host/temporary-programs.ts';

const value = 'correct horse';

/** A backend `vault` of a program that is JavaScript; it gets the name and the key as its arguments. */
function backend(
  source: string,
  settings: Partial<CommandSettings> = {},
  signal?: AbortSignal,
): (reference: string) => Promise<unknown> {
  const command = [...temporaryProgram(source), '{name}', '{key}'] as const;
  const read = commandBackends(
    {
      file: '/etc/secrets.yaml',
      backends: new Map([
        ['vault', { command, select: [], prints: 'either', timeoutMs: undefined, ...settings }],
      ]),
    },
    (argv, timeoutMs) => runProgram(argv, { environment: process.env, timeoutMs, signal }),
  );
  return async (text) => {
    const reference = backendReference(text);
    if (reference === undefined) throw new Error(`${text} is no reference`);
    return revealed(await read(reference));
  };
}

const printing = (text: string): string => `process.stdout.write(${JSON.stringify(text)})`;

describe('a program that prints a secret', () => {
  it('is given name and key as single arguments', async () => {
    const read = backend(`console.log(JSON.stringify(Object.fromEntries(process.argv.slice(2).entries())))`);
    expect(await read('vault:ops/ada#API_Key')).toEqual({ 0: 'ops/ada', 1: 'API_Key' });
    expect(await read('vault:ops/ada')).toEqual({ 0: 'ops/ada', 1: 'password' });
  });

  it('may print the bare value of the key that is asked for, and one line end', async () => {
    expect(await backend(printing(`${value}\n`))('vault:ada')).toEqual({ password: value });
    expect(await backend(printing(`${value}\r\n`))('vault:ada#token')).toEqual({ token: value });
    expect(await backend(printing(` ${value} \n`))('vault:ada')).toEqual({ password: ` ${value} ` });
    expect(await backend(printing('{not json'))('vault:ada')).toEqual({ password: '{not json' });
  });

  it('may print several lines, when it is said which of them count', async () => {
    const pass = printing(`${value}\nurl: https://example.com\n`);
    expect(await backend(pass, { prints: 'first-line' })('vault:ada')).toEqual({ password: value });
    expect(await backend(pass, { prints: 'value' })('vault:ada')).toEqual({
      password: `${value}\nurl: https://example.com`,
    });
    await expect(backend(pass)('vault:ada')).rejects.toMatchObject({
      code: 'secret-not-found',
      message: expect.stringContaining('printed several lines; set its prints to first-line or value'),
    });
  });

  it('may print JSON, whose texts are the keys and values', async () => {
    const json = JSON.stringify({ password: value, ttl: 60, more: { a: 'b' } });
    expect(await backend(printing(json))('vault:ada')).toEqual({ password: value });
    expect(await backend(printing(json), { prints: 'value' })('vault:ada')).toEqual({ password: json });
  });

  it('may print JSON that holds them somewhere below', async () => {
    const juju = printing(JSON.stringify({ d0erdgfm: { content: { Data: { password: value } } } }));
    expect(await backend(juju, { prints: 'json', select: ['*', 'content', 'Data'] })('vault:ada')).toEqual({
      password: value,
    });
    expect(
      await backend(juju, { prints: 'json', select: ['*', 'content', 'Data', 'password'] })('vault:ada#pin'),
    ).toEqual({ pin: value });
    for (const select of [['data'], ['*', '*', '*', '*', '*'], ['constructor', 'name']]) {
      await expect(backend(juju, { prints: 'json', select })('vault:ada')).rejects.toMatchObject({
        message: expect.stringContaining(`printed JSON without ${select.join('.')}`),
      });
    }
  });

  // Version 2 and 1 of the engine kv, as Vault's HTTP API documents the answer that `vault kv get -format=json` prints.
  it.each([
    [2, ['data', 'data'], { data: { password: value }, metadata: { custom_metadata: null, version: 2 } }],
    [1, ['data'], { password: value }],
  ])('may print what Vault does, of version %d', async (_version, select, data) => {
    const more = { request_id: '', lease_id: '', lease_duration: 0, renewable: false, warnings: null };
    const vault = backend(printing(`${JSON.stringify({ ...more, data }, undefined, 2)}\n`), {
      prints: 'json',
      select,
    });
    expect(await vault('vault:kratos')).toEqual({ password: value });
  });

  it('is run once for the same secret', async () => {
    const runs = join(temporaryFolder(), 'runs');
    appendFileSync(runs, '');
    const read = backend(
      `import { appendFileSync } from 'node:fs';
       appendFileSync(${JSON.stringify(runs)}, 'x');
       console.log(process.argv[2]);`,
    );
    await Promise.all([read('vault:ada'), read('vault:ada'), read('vault:bob')]);
    expect(await read('vault:ada')).toEqual({ password: 'ada' });
    expect(readFileSync(runs, 'utf8')).toBe('xx');
  });
});

describe('what goes wrong is told without a word of what was printed:', () => {
  const leaky = `process.stdout.write('${value}\\u0000{'); process.stderr.write('${value}');`;
  it.each([
    ['nothing', '', {}, 'secret-not-found', 'gave nothing for ada: its program printed nothing'],
    [
      'an empty line',
      printing('\n'),
      {},
      'secret-not-found',
      'gave nothing for ada: its program printed nothing',
    ],
    [
      'a failure',
      `${leaky} process.exitCode = 7;`,
      {},
      'secret-not-found',
      'gave nothing for ada: its program ended with exit status 7',
    ],
    [
      'no JSON',
      leaky,
      { prints: 'json' },
      'secret-not-found',
      'gave nothing for ada: its program printed no JSON',
    ],
    [
      'the beginning of an object',
      printing(`{ "password": "${value}`),
      {},
      'secret-not-found',
      'gave nothing for ada: its program printed what begins as JSON and is none; set its prints to value if that is the value',
    ],
    [
      'a list',
      printing(`["${value}"]`),
      { prints: 'json' },
      'secret-not-found',
      'gave nothing for ada: its program printed JSON that is neither an object nor a text',
    ],
    [
      'bytes',
      `process.stdout.write(Buffer.from([0xff, 0xfe]))`,
      {},
      'secret-not-found',
      'gave nothing for ada: its program printed bytes that are no UTF-8 text',
    ],
    [
      '10 MB',
      `process.stdout.write('${value}'.repeat(800_000))`,
      {},
      'secret-not-found',
      'gave nothing for ada: its program printed more than 1 MB',
    ],
    [
      'no end',
      `${leaky} setInterval(() => {}, 1e6);`,
      { timeoutMs: 500 },
      'secret-store-locked',
      'did not answer in time for ada',
    ],
    [
      'no program',
      '',
      { command: ['no-such-program-of-idp', '{name}'] },
      'usage',
      'cannot be asked: there is no program no-such-program-of-idp here',
    ],
  ] as const)('%s', async (_, source, settings, code, words) => {
    const failure: unknown = await backend(source, settings)('vault:ada').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: `The backend vault ${words}.` });
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(value);
  });

  it('an interruption', async () => {
    const begun = join(temporaryFolder(), 'begun');
    const interruption = new AbortController();
    const read = backend(
      `import { writeFileSync } from 'node:fs';
       writeFileSync(${JSON.stringify(begun)}, '');
       setInterval(() => {}, 1e6);`,
      {},
      interruption.signal,
    );
    const reading = read('vault:ada').catch((error: unknown) => error);
    await expect.poll(() => existsSync(begun), { timeout: 10_000 }).toBe(true);
    interruption.abort();
    expect(await reading).toMatchObject({ code: 'aborted' });
  });

  it('a backend that is not there, which may be the beginning of a password', async () => {
    const failure: unknown = await backend('')('hunter2:Sommer').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'usage',
      hint: 'Known are env, vault; others are declared in /etc/secrets.yaml.',
    });
    expect(inspect(failure)).not.toMatch(/hunter2|Sommer/);
  });
});
