import { describe, expect, it } from 'vitest';
import { operationDocument } from '../../../../src/edges/cli/history/operation-document.ts';
import { renderOperation } from '../../../../src/edges/cli/history/render-operation.ts';
import { emptyHistory } from '../../../../src/edges/cli/history/empty-history.ts';
import type { HistoryReader, OperationRecord, TaskRecord } from '../../../../src/history/history-reader.ts';
import { anOperation, aTask } from './records.ts';

async function shown(
  operation: OperationRecord,
  tasks: readonly TaskRecord[],
  log: Awaited<ReturnType<HistoryReader['logOf']>> = [],
): Promise<string> {
  const reader: HistoryReader = {
    ...emptyHistory.reader,
    tasksOf: () => Promise.resolve(tasks.slice(0, 1)),
    logOf: () => Promise.resolve(log),
  };
  return renderOperation(await operationDocument(reader, operation, tasks), tasks, true);
}

describe('an operation as text', () => {
  it('of one target has its task in full below it', async () => {
    const operation = anOperation({
      reason: 'left the company',
      asker: { user: 'ada', machine: 'workstation', from: '192.0.2.7', door: 'cli', actor: null },
      undoneBy: '9',
    });
    const task = aTask({
      results: { changed: true },
      changes: [{ name: 'state', before: 'active', after: 'inactive' }],
    });
    const log = [{ time: '2015-02-14T06:06:07.000Z', message: 'Locked.' }];
    expect(await shown(operation, [task], log)).toBe(
      `operation  1
summary    disable-identity run on g***@e***.com
status     completed
action
  name  disable-identity
  parameters
    email  g***@e***.com
effect     destroy
dry-run    no
asker      ada@workstation from 192.0.2.7, through cli
host       kratos.internal:4434
context    prod
reason     left the company
undoes     -
undone-by  9
timing
  enqueued   2015-02-14T06:06:05Z
  started    2015-02-14T06:06:06Z
  completed  2015-02-14T06:06:07Z
counts     1 completed

task 2
  changed  yes

  log
    2015-02-14T06:06:07Z  Locked.

  changes
    state  active → inactive
`,
    );
  });

  it('of several has a line for each, with the reason of a failure, and says how many are not listed', async () => {
    const operation = anOperation({
      status: 'failed',
      many: true,
      parameters: {},
      counts: { completed: 59, failed: 1 },
    });
    const tasks = [
      aTask({ id: '11', status: 'failed', error: { code: 'timeout', message: 'Kratos did not answer.' } }),
      aTask({ id: '2', target: null }),
    ];
    const text = await shown(operation, tasks);
    expect(text.split('\n').slice(0, 4)).toEqual([
      'operation  1',
      'summary    disable-identity run on 60 targets',
      'status     failed',
      'fail       59 completed, 1 failed',
    ]);
    expect(text.slice(text.indexOf('counts'))).toBe(
      `counts     59 completed, 1 failed

tasks
  11  failed     g***@e***.com  Kratos did not answer.
   2  completed  -
  58 more, which --all lists
`,
    );
  });
});

describe('an operation as data', () => {
  it("has Juju's keys and tasks by number, and no key for what there is not", async () => {
    const task = aTask({ status: 'failed', error: { code: 'timeout', message: 'Kratos did not answer.' } });
    const operation = anOperation({ status: 'failed', counts: { failed: 1 } });
    const reader = { ...emptyHistory.reader, tasksOf: () => Promise.resolve([task]) };
    expect(await operationDocument(reader, operation, [task])).toEqual({
      operation: '1',
      summary: 'disable-identity run on g***@e***.com',
      status: 'failed',
      fail: 'Kratos did not answer.',
      action: { name: 'disable-identity', parameters: { email: 'g***@e***.com' } },
      effect: 'destroy',
      'dry-run': false,
      asker: { user: 'ada', machine: 'workstation', from: null, door: 'cli', actor: null },
      host: 'kratos.internal:4434',
      context: 'prod',
      reason: null,
      undoes: null,
      'undone-by': null,
      timing: operation.timing,
      counts: { failed: 1 },
      tasks: {
        '2': {
          action: 'disable-identity',
          status: 'failed',
          target: 'g***@e***.com',
          'identity-id': null,
          changed: true,
          message: 'Kratos did not answer.',
          error: {
            code: 'timeout',
            message: 'Kratos did not answer.',
            hint: 'Run it again, or allow more time with --timeout 30s.',
          },
          results: {},
          log: [],
          timing: task.timing,
          changes: [],
          requests: [],
        },
      },
    });
  });
});
