import type { OperationRecord, TaskRecord } from '../../../../src/history/history-reader.ts';

/** An operation of one task that has ended well, with what a test says of it. */
export const anOperation = (said: Partial<OperationRecord> = {}): OperationRecord => ({
  id: '1',
  action: 'disable-identity',
  effect: 'destroy',
  dryRun: false,
  asker: { user: 'ada', machine: 'workstation', from: null, door: 'cli', actor: null },
  host: 'kratos.internal:4434',
  context: 'prod',
  reason: null,
  parameters: { email: 'g***@e***.com' },
  status: 'completed',
  timing: {
    enqueued: '2015-02-14T06:06:05.000Z',
    started: '2015-02-14T06:06:06.000Z',
    completed: '2015-02-14T06:06:07.500Z',
  },
  counts: { completed: 1 },
  taskIds: ['2'],
  many: false,
  undoes: null,
  undoneBy: null,
  ...said,
});

/** A task that has ended well, with what a test says of it. */
export const aTask = (said: Partial<TaskRecord> = {}): TaskRecord => ({
  id: '2',
  operation: '1',
  action: 'disable-identity',
  status: 'completed',
  target: 'g***@e***.com',
  identityId: null,
  changed: true,
  uncertain: false,
  cancelAsked: false,
  timing: anOperation().timing,
  error: null,
  results: {},
  changes: [],
  requests: [],
  ...said,
});
