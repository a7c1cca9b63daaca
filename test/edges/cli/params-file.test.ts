import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readParamsFile } from '../../../src/edges/cli/params-file.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'idp-params-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const unread = () => Promise.reject(new Error('Standard input was read.'));
function read(text: string) {
  const file = join(folder, 'parameters.yaml');
  writeFileSync(file, text);
  return readParamsFile(file, unread);
}

describe('a file of parameters', () => {
  it('keeps texts, numbers and booleans as they were written, in YAML', async () => {
    expect(
      await read('a: 010\nb: yes\nc: 1.10\nd: "quoted: x"\ne: >-\n  folded\n  text\nf: 2030-01-01\ng: ""\n'),
    ).toEqual({
      a: '010',
      b: 'yes',
      c: '1.10',
      d: 'quoted: x',
      e: 'folded text',
      f: '2030-01-01',
      g: '',
    });
  });

  it('keeps them in JSON too', async () => {
    expect(await read('{"a": 1.10, "b": true, "c": "\\u00e9\\n"}')).toEqual({
      a: '1.10',
      b: 'true',
      c: 'é\n',
    });
  });

  it('reads maps and lists as YAML', async () => {
    expect(await read('map: {level: 3, on: true}\nlist: [1, x]\n')).toEqual({
      map: { level: 3, on: true },
      list: [1, 'x'],
    });
  });

  it('has a null as not given', async () => {
    expect(await read('a: null\nb: ~\nc:\nd: "null"\n')).toEqual({ d: 'null' });
  });

  it('may be standard input', async () => {
    expect(await readParamsFile('-', () => Promise.resolve('email: ada'))).toEqual({ email: 'ada' });
  });

  it.each([
    ['a map left open', 'a: {b: 1\n', ':2:1: not YAML (bad indent).'],
    ['the same key twice', 'a: 1\na: 2\n', ':2:1: not YAML (duplicate key).'],
    ['a tab for an indent', 'a:\n\tb: 1\n', ':2:1: not YAML (tab as indent).'],
    ['a list', '- a\n', ':1:1: a map of parameters is expected, as in {email: ada@example.com}.'],
    ['nothing', '', ':1:1: a map of parameters is expected, as in {email: ada@example.com}.'],
    ['a text', 'Hunter2', ':1:1: a map of parameters is expected, as in {email: ada@example.com}.'],
    ['a key that is a number', 'a: 1\n2: b\n', ':2:1: keys must be texts.'],
    ['a key that is a number, deep down', 'a:\n  2: b\n', ':2:3: keys must be texts.'],
    ['an alias', 'a: &x Hunter2\nb: *x\n', ':2:4: aliases are not allowed.'],
  ])('with %s is told with line and column, its contents are not', async (_what, text, message) => {
    const fault = await read(text).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'usage', message: `${join(folder, 'parameters.yaml')}${message}` });
    expect(JSON.stringify(fault)).not.toContain('Hunter2');
  });

  it('that is not there, or a folder, is told by its name', async () => {
    const missing = join(folder, 'missing.yaml');
    await expect(readParamsFile(missing, unread)).rejects.toMatchObject({
      code: 'usage',
      message: `The parameters in ${missing} cannot be read: ENOENT: no such file or directory, open '${missing}'.`,
    });
    await expect(readParamsFile(folder, unread)).rejects.toMatchObject({ code: 'usage' });
  });

  it('names standard input as such', async () => {
    await expect(readParamsFile('-', () => Promise.resolve('- a'))).rejects.toMatchObject({
      message: 'standard input:1:1: a map of parameters is expected, as in {email: ada@example.com}.',
    });
  });
});
