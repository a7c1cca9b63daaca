import * as z from 'zod/mini';
import type { CatalogEntry } from '../../src/engine/catalog.ts';
import { defineFilesAction, type Action } from '../../src/engine/define-action.ts';
import { IdpError } from '../../src/errors/idp-error.ts';
import { everyType } from './synthetic-action.ts';

const entry: CatalogEntry = {
  ...everyType.entry,
  name: 'make-many',
  params: { files: { type: 'array', items: { type: 'string' }, description: 'Files.' } },
  required: ['files'],
  target: 'files',
};

/** An action that "makes" so many in one task, which are then undone one by one; those in `changed` only if told. */
export function makingMany(ids: readonly string[], changed: ReadonlySet<string>) {
  const undone: string[] = [];
  const closed: string[] = [];
  const action: Action = defineFilesAction({
    params: { files: z.array(z.string()).check(z.describe('Files.')) },
    results: { changed: z.boolean() },
    run: () => Promise.resolve({ changed: true }),
    undoEach: (operation, folder, { includeChanged }) =>
      Promise.resolve({
        *targets() {
          for (const [at, identityId] of ids.entries()) yield { identityId, row: at + 1 };
        },
        notes: [`2 stay in ${folder === '' ? 'no folder' : 'the folder'}.`],
        async undo({ identityId, row }, { kratos }) {
          await kratos.listSessions(identityId);
          if (changed.has(identityId) && !includeChanged) {
            throw new IdpError('cannot-be-undone', `Row ${row} has changed.`);
          }
          undone.push(identityId);
          return { 'identity-id': identityId, changed: true };
        },
        close: () => void closed.push(operation),
      }),
  });
  return { entry, action, undone, closed };
}
