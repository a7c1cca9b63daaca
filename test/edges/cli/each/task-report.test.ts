import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTaskReport, type ReportOptions } from '../../../../src/edges/cli/each/task-report.ts';
import type { EndedTask } from '../../../../src/engine/many.ts';
import type { Outcome } from '../../../../src/engine/outcome.ts';
import { Secret } from '../../../../src/secrets/secret.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-report-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function ended(position: number, more: Partial<Outcome> = {}): EndedTask {
  const task = String(position + 100);
  return {
    position,
    target: { text: `person-${position}`, line: position + 1 },
    outcome: {
      operation: '99',
      task,
      action: 'reset-password',
      status: 'completed',
      results: { 'identity-id': `id-${position}`, changed: true },
      log: [],
      timing: null,
      'dry-run': false,
      ...more,
    },
  };
}

const withCode = { results: { 'identity-id': 'x', 'recovery-code': new Secret('123456') } };
const failure: Partial<Outcome> = {
  status: 'failed',
  results: {},
  error: { code: 'identity-not-found', message: 'Nobody.' },
};

function report(options: Partial<ReportOptions>, tasks: readonly EndedTask[], count = tasks.length) {
  const written: string[] = [];
  const stdout = { write: (text: string) => void written.push(text), isTerminal: false };
  const all = createTaskReport(
    stdout,
    { format: 'json', ...options },
    (operation) => join(folder, `operation-${operation}.failed.jsonl`),
    false,
  );
  all.prepare();
  all.begin('99');
  all.expect(count);
  for (const task of tasks) all.add(task);
  return { written, ...all.end() };
}

const linesIn = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('the tasks of many', () => {
  it('stand in the document, where there are at most a thousand of them', () => {
    const { tasks, failedFile, written } = report({}, [ended(0), ended(1, withCode)], 1000);
    expect(tasks).toMatchObject([
      {
        task: '100',
        line: 1,
        target: 'person-0',
        'identity-id': 'id-0',
        status: 'completed',
        results: { changed: true },
      },
      { task: '101', 'identity-id': 'x' },
    ]);
    expect({ failedFile, written }).toEqual({ failedFile: undefined, written: [] });
  });

  it('of more than a thousand, only those that hold secrets stand there', () => {
    const { tasks } = report({}, [ended(0), ended(1, withCode), ended(2, failure)], 1001);
    expect(tasks?.map(({ task }) => task)).toEqual(['101']);
  });

  it('go to --results as they end, with their secrets, and then no more to the document', () => {
    const results = join(folder, 'results.jsonl');
    const { tasks } = report({ results }, [ended(0), ended(1, withCode)]);
    expect(tasks).toBeUndefined();
    expect(linesIn(results)).toEqual([
      {
        task: '100',
        line: 1,
        target: 'person-0',
        'identity-id': 'id-0',
        status: 'completed',
        results: { changed: true },
      },
      {
        task: '101',
        line: 2,
        target: 'person-1',
        'identity-id': 'x',
        status: 'completed',
        results: { 'recovery-code': '123456' },
      },
    ]);
  });

  it('go to standard output with jsonl, and to -o where that is given', () => {
    const { tasks, written } = report({ format: 'jsonl' }, [ended(0)]);
    expect({ tasks, lines: written.length }).toEqual({ tasks: undefined, lines: 1 });
    const output = join(folder, 'answer.jsonl');
    expect(report({ format: 'jsonl', output }, [ended(0)]).written).toEqual([]);
    expect(linesIn(output)).toHaveLength(1);
  });

  it('that failed are written to a file of their own, which is named', () => {
    const { failedFile, tasks } = report({}, [ended(0), ended(1, failure), ended(2, { status: 'aborted' })]);
    expect(failedFile).toBe(join(folder, 'operation-99.failed.jsonl'));
    expect(linesIn(failedFile ?? '')).toEqual([
      { target: 'person-1', line: 2, task: '101', code: 'identity-not-found', message: 'Nobody.' },
    ]);
    expect(tasks).toHaveLength(3);
  });

  it('leave no file of failed ones where nobody failed', () => {
    const failed = join(folder, 'failed.jsonl');
    expect(report({ failed }, [ended(0)]).failedFile).toBeUndefined();
    expect(existsSync(failed)).toBe(false);
  });

  it('stand in the document where a disk takes no more of them', () => {
    const { tasks, fault } = report({ results: '/dev/full' }, [ended(0), ended(1, withCode)], 5000);
    expect(fault).toMatchObject({ code: 'storage-failed' });
    expect(tasks?.map(({ task }) => task)).toEqual(['101']);
  });
});
