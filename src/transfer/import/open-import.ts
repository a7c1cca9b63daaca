import { join } from 'node:path';
import { IdpError } from '../../errors/idp-error.ts';
import type { ImportInput } from '../read/import-input.ts';
import { openImportInput } from '../read/open-import-input.ts';
import { sourceChoices } from '../read/source-choices-of.ts';
import type { ImportContext } from './import-context.ts';
import type { ImportParameters } from './import-identities.ts';
import type { ImportJournal } from '../journal/import-journal.ts';
import {
  createImportJournal,
  openImportJournal,
  temporaryImportJournal,
} from '../journal/open-import-journal.ts';
import { rejectsFileFor } from '../journal/reject-name.ts';
import { requireSomethingLeft } from '../journal/something-left.ts';

export interface OpenedImport {
  readonly journal: ImportJournal<unknown>;
  readonly input: ImportInput;
}

/**
 * Opens the journal, new or of an earlier sitting, and the input. Fails with usage, storage-failed, and with task-ended where
 * nothing is left of an earlier sitting.
 */
export async function openImport(
  parameters: ImportParameters,
  context: ImportContext,
): Promise<OpenedImport> {
  const journal = openJournal(parameters, context);
  try {
    const { files, signal, operation } = context;
    const spoolFolder = operation === undefined ? undefined : spoolFolderOf(context, operation);
    const input = await openImportInput(parameters.files, sourceChoices(parameters), {
      stdin: () => (files.isResumed ? notReadWhole() : files.stdin(signal)),
      signal,
      workFolder: files.workFolder(),
      spoolFolder,
    });
    return { journal, input };
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** Where standard input lies until the import is finished. */
export const spoolFolderOf = ({ files }: ImportContext, operation: string): string =>
  join(files.operationsFolder, `${operation}.input`);

function openJournal(
  parameters: ImportParameters,
  { files, operation }: ImportContext,
): ImportJournal<unknown> {
  if (operation === undefined) return temporaryImportJournal(files.workFolder(), files.request);
  if (!files.isResumed) {
    const [first = '-'] = parameters.files;
    const isGiven = parameters.rejects !== undefined;
    const file = parameters.rejects ?? rejectsFileFor(first, operation);
    return createImportJournal(files.operationsFolder, operation, files.request, {
      rejects: { file, isGiven },
    });
  }
  const journal = openImportJournal<unknown>(files.operationsFolder, operation);
  try {
    requireSomethingLeft(operation, journal, files.includeUncertain);
    return journal;
  } catch (error) {
    journal.close();
    throw error;
  }
}

function notReadWhole(): never {
  throw new IdpError(
    'task-ended',
    'Standard input was not read to its end when this import was interrupted.',
    {
      hint: 'Nothing of it was sent: run the import again.',
    },
  );
}
