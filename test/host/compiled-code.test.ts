import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compiledCodeFolder, removeOldCode } from '../../src/host/compiled-code.ts';

let home: string;
let cacheBefore: string | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'idp-code-'));
  cacheBefore = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = home;
});
afterEach(() => {
  if (cacheBefore === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = cacheBefore;
  rmSync(home, { recursive: true });
});

const daysAgo = (days: number): Date => new Date(Date.now() - days * 24 * 60 * 60 * 1000);

test('what was kept of builds of more than 30 days ago goes, and nothing else', () => {
  const own = join(compiledCodeFolder('own1'), '..');
  const code = join(own, '..');
  for (const [name, days] of [
    ['old1-v24.21.0-x64', 31],
    ['old-2-v22.1.0-nightly-arm64', 400],
    ['young-v24.21.0-x64', 29],
    ['notes', 400],
    [own.slice(code.length + 1), 400],
  ] as const) {
    mkdirSync(join(code, name, 'run'), { recursive: true });
    writeFileSync(join(code, name, 'run', 'start.cjs.v8'), 'code');
    utimesSync(join(code, name), daysAgo(days), daysAgo(days));
  }
  removeOldCode('own1');
  expect(readdirSync(code).toSorted()).toEqual(
    ['notes', 'young-v24.21.0-x64', own.slice(code.length + 1)].toSorted(),
  );
  expect(existsSync(join(own, 'run', 'start.cjs.v8'))).toBe(true);
});
