import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBackends } from '../../../src/secrets/backends/read-backends.ts';
import { temporaryFolder } from '../../host/temporary-programs.ts';

function declared(text: string) {
  const file = join(temporaryFolder(), 'secrets.yaml');
  writeFileSync(file, text);
  return readBackends(file);
}

describe('secrets.yaml', () => {
  it('declares programs, and what of their output is the secret', () => {
    const { backends } = declared(`
backends:
  pass: {command: [pass, show, "idp/{name}"], prints: first-line, timeout: 2m}
  vault: {command: [vault, kv, get, -format=json, "secret/{name}"], select: data.data}
  op: {command: [op, read, "op://ops/{name}/{key}"]}
  docker: {command: [docker, inspect, "{{.Data}}", "{name}"]}
`);
    expect(Object.fromEntries(backends)).toEqual({
      pass: { command: ['pass', 'show', 'idp/{name}'], select: [], prints: 'first-line', timeoutMs: 120_000 },
      vault: {
        command: ['vault', 'kv', 'get', '-format=json', 'secret/{name}'],
        select: ['data', 'data'],
        prints: 'json',
        timeoutMs: undefined,
      },
      op: {
        command: ['op', 'read', 'op://ops/{name}/{key}'],
        select: [],
        prints: 'either',
        timeoutMs: undefined,
      },
      docker: {
        command: ['docker', 'inspect', '{{.Data}}', '{name}'],
        select: [],
        prints: 'either',
        timeoutMs: undefined,
      },
    });
  });

  it('declares none where it is absent or empty', () => {
    expect(readBackends(join(temporaryFolder(), 'secrets.yaml')).backends.size).toBe(0);
    expect(declared('').backends.size).toBe(0);
    expect(declared('backends: {}').backends.size).toBe(0);
  });

  it('that cannot be read is told of as such', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'secrets.yaml'));
    expect(() => readBackends(join(folder, 'secrets.yaml'))).toThrow(
      expect.objectContaining({ code: 'storage-failed' }),
    );
  });

  it('that is a pipe is not waited for', () => {
    const file = join(temporaryFolder(), 'secrets.yaml');
    execFileSync('mkfifo', [file]);
    expect(() => readBackends(file)).toThrow(expect.objectContaining({ code: 'storage-failed' }));
  });

  const command = 'command: [p, "{name}"]';
  it.each([
    ['[]', ':1:1: a map with the key backends is expected.'],
    ['backend: {}', ':1:10: an unknown key; known is backends.'],
    ['backends: [pass]', ':1:11: a map of backends is expected.'],
    ['backends: {pass: [pass]}', ':1:18: backend pass is not a map.'],
    [`backends: {env: {${command}}}`, ':1:17: env is the environment, and needs no command.'],
    [
      `backends: {Pass: {${command}}}`,
      ':1:18: a backend is named by lower-case letters, digits and -, begins with a letter, and is not secret.',
    ],
    [
      `backends: {a: {${command}, shell: true}}`,
      ':1:47: backend a has an unknown key; known are command, select, prints, timeout.',
    ],
    ['backends: {a: {}}', ':1:15: command of backend a is not a list of a program and its arguments.'],
    [
      'backends: {a: {command: "p {name}"}}',
      ':1:25: command of backend a is not a list of a program and its arguments.',
    ],
    [
      'backends: {a: {command: [p, 1, "{name}"]}}',
      ':1:25: command of backend a holds what is no text of one line; put numbers in quotes.',
    ],
    [
      'backends: {a: {command: [p, "x\\ny{name}"]}}',
      ':1:25: command of backend a holds what is no text of one line; put numbers in quotes.',
    ],
    ['backends: {a: {command: ["{name}"]}}', ':1:25: command of backend a begins with no name of a program.'],
    [
      'backends: {a: {command: ["", "{name}"]}}',
      ':1:25: command of backend a begins with no name of a program.',
    ],
    [
      'backends: {a: {command: [p, "{nmae}"]}}',
      ':1:25: command of backend a holds {nmae}; {name} and {key} are what can be put in.',
    ],
    [
      'backends: {a: {command: [p, "{key}"]}}',
      ':1:25: command of backend a has no {name}, so it would print the same for every secret.',
    ],
    [
      `backends: {a: {${command}, select: a..b}}`,
      ':1:48: select of backend a is not a path such as data.data.',
    ],
    [`backends: {a: {${command}, select: 1}}`, ':1:48: select of backend a is not a text.'],
    [
      `backends: {a: {${command}, prints: yaml}}`,
      ':1:48: prints of backend a is none of value, first-line, json.',
    ],
    [
      `backends: {a: {${command}, select: a, prints: value}}`,
      ':1:59: prints of backend a is not json, and select needs JSON.',
    ],
    [
      `backends: {a: {${command}, timeout: 1d}}`,
      ':1:49: timeout of backend a is not a duration such as 30s or 2m.',
    ],
    [
      `backends: {a: {${command}, timeout: 30}}`,
      ':1:49: timeout of backend a is not a duration such as 30s or 2m.',
    ],
    ['backends: {a: &x {}, b: *x}', ':1:25: aliases are not allowed.'],
  ])('%s is refused where it is wrong', (text, words) => {
    expect(() => declared(text)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(endingWith(words)) }),
    );
  });
});

const endingWith = (words: string): RegExp =>
  new RegExp(`secrets\\.yaml${words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`);
