import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const loader = join(import.meta.dirname, '..', '..', 'src', 'host', 'chunk-loader.ts');

const programOf = (folder: string, cache: string, onFirstKept = 'undefined'): string => `
  import { createChunkLoader } from ${JSON.stringify(loader)};
  createChunkLoader(${JSON.stringify(folder)}, ${JSON.stringify(cache)}, ${onFirstKept})('./start.cjs');`;

describe('the loader of the bundle', () => {
  let folder: string;
  let cache: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idp-chunks-'));
    cache = join(folder, 'cache', 'of-this-build');
    mkdirSync(join(folder, 'actions'));
    writeFileSync(
      join(folder, 'shared.cjs'),
      'exports.count = 0; exports.word = () => `word ${(exports.count += 1)}`;',
    );
    writeFileSync(
      join(folder, 'start.cjs'),
      `const { word } = require('./shared.cjs');
       const { sep } = require('node:path');
       console.log([word(), require('./actions/one.cjs').name, __filename.split(sep).at(-1)].join(' '));`,
    );
    writeFileSync(join(folder, 'actions', 'one.cjs'), `exports.name = require('../shared.cjs').word();`);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** In a process of its own, because the code is kept when a process ends. */
  function start(): string {
    const args = ['--input-type=module', '--eval', programOf(folder, cache)];
    return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
  }

  const kept = (): Buffer => readFileSync(join(cache, 'start.cjs.v8'));

  it('gives every file its neighbours, each loaded once, and the modules of Node', () => {
    expect(start()).toBe('word 1 word 2 start.cjs');
  });

  it('keeps the code of each file, and takes it the next time', () => {
    start();
    expect(readdirSync(cache).toSorted()).toEqual(['actions+one.cjs.v8', 'shared.cjs.v8', 'start.cjs.v8']);
    const first = kept();
    expect(start()).toBe('word 1 word 2 start.cjs');
    expect(kept().equals(first)).toBe(true);
  });

  it('tells when it keeps code for the first time, and outlives a listener that fails', () => {
    const listening = `() => { console.log('first'); throw new Error('no'); }`;
    const args = ['--input-type=module', '--eval', programOf(folder, cache, listening)];
    const said = [1, 2].map(() => execFileSync(process.execPath, args, { encoding: 'utf8' }));
    expect(said).toEqual(['word 1 word 2 start.cjs\nfirst\n', 'word 1 word 2 start.cjs\n']);
  });

  it('compiles again what was cut short or fits no more, and keeps that', () => {
    start();
    const whole = kept().length;
    writeFileSync(join(cache, 'start.cjs.v8'), kept().subarray(0, 100));
    writeFileSync(join(cache, 'shared.cjs.v8'), 'not code');
    expect(start()).toBe('word 1 word 2 start.cjs');
    expect(kept()).toHaveLength(whole);
  });

  it('leaves nothing half-written where the disk is full', () => {
    writeFileSync(join(folder, 'shared.cjs'), `${'//'.padEnd(5000, 'x')}\nexports.word = () => 'word';`);
    const program = programOf(folder, cache);
    // No file may grow beyond one block of 512 bytes, which ends a write in the middle as a full disk does.
    execFileSync(
      '/bin/sh',
      [
        '-c',
        'trap "" XFSZ; ulimit -f 1; exec "$0" --input-type=module --eval "$1"',
        process.execPath,
        program,
      ],
      { encoding: 'utf8' },
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  it('does without a cache where its folder cannot be made', () => {
    writeFileSync(join(folder, 'cache'), 'a file in its place');
    expect(start()).toBe('word 1 word 2 start.cjs');
  });
});
