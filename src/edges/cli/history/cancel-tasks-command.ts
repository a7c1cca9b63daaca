import { errorTable } from '../../../errors/error-table.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import { outcomeError } from '../../../engine/outcome.ts';
import type { Host } from '../../../host/host.ts';
import type { TaskRecord } from '../../../history/history-reader.ts';
import type { GlobalOptions } from '../options.ts';
import { renderError } from '../render-end.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import { openHistory } from './open-history.ts';
import { isMissing, requireNumber, taskMissing } from './record-number.ts';

/**
 * `idp cancel-task`: one that cannot be cancelled keeps no other from it. Gives the exit status: of the error where
 * all that failed have one, 6 where others were cancelled.
 */
export async function cancelTasksCommand(
  host: Host,
  ids: readonly string[],
  options: GlobalOptions,
): Promise<number> {
  for (const id of ids) requireNumber('Task', id);
  const { reader } = openHistory(host);
  const cancelled: TaskRecord[] = [];
  const refused: { readonly id: string; readonly error: IdpError }[] = [];
  for (const id of new Set(ids)) {
    try {
      cancelled.push(await reader.cancel(id, host.asker, host.now().toISOString()));
    } catch (thrown) {
      if (!(thrown instanceof IdpError)) throw thrown;
      const error = isMissing(thrown, 'task-not-found') ? await taskMissing(reader, id) : thrown;
      refused.push({ id, error });
    }
  }
  const document = {
    actions: cancelled.map(({ id, action, target, status, timing }) => ({
      id,
      action,
      target,
      status,
      'completed-at': timing.completed,
    })),
    ...(refused.length === 0
      ? {}
      : { errors: refused.map(({ id, error }) => ({ id, ...outcomeError(error) })) }),
  };
  const isText = options.format === 'text';
  await say(host, options, async () =>
    isText && cancelled.length === 0
      ? ''
      : renderData(isText ? { actions: document.actions } : document, options.format),
  );
  for (const { error } of refused) host.stderr.write(renderError(outcomeError(error), host));
  const [first] = refused;
  if (first === undefined) return 0;
  return errorTable[cancelled.length > 0 ? 'partial' : first.error.code].exit;
}
