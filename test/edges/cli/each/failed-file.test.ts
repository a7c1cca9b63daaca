import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failedFileName, openFailedFile } from '../../../../src/edges/cli/each/failed-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-failed-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file of those that failed', () => {
  it.each([
    ['people.csv', 'people.failed.jsonl'],
    ['/srv/lists/people', 'people.failed.jsonl'],
    ['people.failed.jsonl', 'people.failed-2.jsonl'],
    ['people.failed-2.jsonl', 'people.failed-3.jsonl'],
  ])('of %s is called %s', (each, name) => {
    expect(failedFileName(each)).toBe(name);
  });

  it('has mode 0600 and a line for each, and is not there where there is none', () => {
    const name = join(folder, 'x.failed.jsonl');
    openFailedFile(name, { append: false }).close();
    expect(existsSync(name)).toBe(false);
    const failed = openFailedFile(name, { append: false });
    failed.add({
      task: '7',
      line: 3,
      target: 'ada',
      'identity-id': null,
      status: 'failed',
      results: {},
      error: { code: 'identity-not-found', message: 'No.', hint: 'Look.' },
    });
    failed.close();
    expect(JSON.parse(readFileSync(name, 'utf8'))).toEqual({
      target: 'ada',
      line: 3,
      task: '7',
      code: 'identity-not-found',
      message: 'No.',
    });
    expect(statSync(name).mode & 0o777).toBe(0o600);
  });
});
