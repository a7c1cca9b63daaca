import { IdpError } from '../../../errors/idp-error.ts';
import type { AuditHead } from '../../../history/audit.ts';
import type { RecordedHistory } from './open-history.ts';

/** Where nothing was ever recorded. Looking makes no file. */
export const emptyHistory: RecordedHistory = {
  reader: {
    operations: () => Promise.resolve({ operations: [], more: false }),
    operation: (id) => Promise.reject(new IdpError('operation-not-found', `Operation ${id} not found.`)),
    undoingsOf: () => Promise.resolve([]),
    tasksOf: () => Promise.resolve([]),
    task: noTask,
    logOf: () => Promise.resolve([]),
    cancel: noTask,
  },
  audit: {
    head: () => Promise.resolve(beginning),
    verify: (head) =>
      Promise.resolve(
        head === undefined || head === beginning.hash
          ? { intact: true, head: beginning }
          : { intact: false, number: 0, problem: 'there are no records, and the head was of one' },
      ),
    async *records() {
      // None.
    },
  },
};

function noTask(id: string): Promise<never> {
  return Promise.reject(new IdpError('task-not-found', `Task ${id} not found.`));
}

const beginning: AuditHead = { number: 0, hash: '0'.repeat(64) };
