import { errorTable } from '../../errors/error-table.ts';
import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import type { ImportContext } from './import-context.ts';

/**
 * Does something of an import or a check. Where that is interrupted and says nothing itself of how to go on, nothing was sent yet: it
 * then fails with aborted and says so. An import that was interrupted while sending names `idp resume`.
 */
export async function tellingWhenInterrupted<T>(
  { signal, operation, files }: Pick<ImportContext, 'signal' | 'operation' | 'files'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    const error = toIdpError(thrown);
    if (error.code === 'aborted' && error.hint !== errorTable.aborted.hint) throw error;
    const hint =
      files.isResumed && operation !== undefined
        ? `Go on with idp resume ${operation}: no row is done twice.`
        : 'Nothing was sent: run it again.';
    const message = error.code === 'aborted' ? error.message : 'Interrupted.';
    throw new IdpError('aborted', message, { hint, cause: thrown });
  }
}
