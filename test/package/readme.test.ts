import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { quietEnvironment } from '../build/quiet-environment.ts';

const root = join(import.meta.dirname, '..', '..');

test('the first line of README.md does the main job, as it is printed', async () => {
  const [line = ''] = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```sh\n(.*)\n```/g)].map(
    (match) => match[1] ?? '',
  );
  // What npm ci does is done: this runs in the checkout it was done in.
  const command = line.replace(/^npm ci && /, '');
  expect(command).not.toBe(line);
  const home = mkdtempSync(join(tmpdir(), 'idp-readme-'));
  try {
    const { stdout } = await promisify(execFile)('sh', ['-c', command], {
      cwd: root,
      env: quietEnvironment(home),
    });
    expect(stdout).toMatch(
      /^identity-id +[0-9a-f-]{36}\nchanged +yes\nrecovery-link +http\S+\nrecovery-code +\d{6}\n/,
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
