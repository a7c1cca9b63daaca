import type { Host } from '../../../host/host.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import type { OperationsOptions } from './history-options.ts';
import { listedTasks } from './listed-tasks.ts';
import { openHistory } from './open-history.ts';
import { operationDocument } from './operation-document.ts';
import { operationFilter } from './operation-filter.ts';
import { operationsTable } from './operations-table.ts';
import { shownTasks } from './show-operation-command.ts';
import { summaryOf, withCircumstances } from './summary.ts';

/**
 * `idp operations`: a table, or a map from each number to what show-operation answers. That there are more, and that
 * there are none, is said on standard error: standard output is the list and nothing else.
 */
export async function operationsCommand(host: Host, options: OperationsOptions): Promise<void> {
  const filter = operationFilter(options, host.now());
  const { reader } = openHistory(host);
  const { operations, more } = await reader.operations(filter);
  await say(host, options, async () => {
    if (options.format === 'text') {
      const rows = await Promise.all(
        operations.map(async (operation) => ({
          operation,
          summary: withCircumstances(await summaryOf(reader, operation), operation, host.asker.user),
        })),
      );
      return rows.length === 0 ? '' : operationsTable(rows, options.utc === true);
    }
    const documents = await Promise.all(
      operations.map(async (operation) =>
        operationDocument(reader, operation, await listedTasks(reader, operation, shownTasks)),
      ),
    );
    const isLines = options.format === 'jsonl';
    const data = isLines ? documents : Object.fromEntries(documents.map((one) => [one.operation, one]));
    return renderData(data, options.format);
  });
  if (options.quiet === true) return;
  host.stderr.write(
    operations.length === 0 ? 'no matching operations\n' : batchHint(filter, operations.length, more),
  );
}

/** Juju's two lines, where the list is not all there is. */
function batchHint(
  { offset, limit }: { readonly offset: number; readonly limit: number },
  shown: number,
  more: boolean,
): string {
  if (!more && offset === 0) return '';
  const next = more
    ? `Run the command again with --offset=${offset + shown} --limit=${limit} to see the next batch.\n`
    : '';
  return `Displaying operation results ${offset + 1} to ${offset + shown}.\n${next}`;
}
