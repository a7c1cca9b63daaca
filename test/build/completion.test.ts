import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietEnvironment } from './quiet-environment.ts';
import { runBuild } from './run-build.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-bundle-'));
  const { status, stderr } = runBuild(folder, readFileSync('actions.yaml', 'utf8'));
  if (status !== 0) throw new Error(stderr);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('an answer to TAB loads nothing that it does not need: at most 2 × node -e 0 is what it may take', () => {
  const home = join(folder, 'home');
  const answer = execFileSync(join(folder, 'dist', 'bin', 'idp.cjs'), ['completion', 'bash', '--answer'], {
    encoding: 'utf8',
    env: { ...quietEnvironment(home), IDP_COMPLETION: 'idp run list-sessions state=' },
  });
  expect(answer).toBe('words\nstate=active\nstate=ended\nstate=all\n');
  const loaded = readdirSync(join(home, '.cache', 'idp', 'code'), { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.v8'))
    .map((file) => basename(file, '.cjs.v8'));
  expect(loaded.toSorted()).toEqual([
    'catalog',
    'completion-command',
    'other-commands',
    'program',
    'rolldown-runtime',
    'start',
  ]);
});
