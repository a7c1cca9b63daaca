import type { Host } from '../../../host/host.ts';
import type { Answered } from '../../../password-hook/hook-server.ts';
import type { Counts } from '../../../password-hook/migration-counts.ts';
import { jsonText } from '../json-text.ts';
import type { GlobalOptions } from '../options.ts';

/**
 * Writes a line on standard error for every answer, and with each who comes over how many have. No line tells of a person:
 * there is no identifier in it, and no password. A JSON object a line with --format json or jsonl; nothing with --quiet.
 */
export function hookLog(
  host: Host,
  options: Pick<GlobalOptions, 'format' | 'quiet'>,
  counts: () => Counts,
): (answered: Answered) => void {
  if (options.quiet === true) return () => undefined;
  const isText = options.format === 'text' || options.format === 'yaml';
  return ({ status, outcome, kind, trouble, milliseconds, triggerId }) => {
    const time = host.now().toISOString();
    const progress = outcome === 'migrated' ? counts() : undefined;
    const line = isText
      ? [
          time,
          status,
          outcome,
          kind,
          `${milliseconds} ms`,
          triggerId,
          trouble === undefined ? undefined : `(${trouble})`,
          progress === undefined ? undefined : `(${progress.migrated} of ${progress.total} have come over)`,
        ]
          .filter((word) => word !== undefined)
          .join(' ')
      : jsonText({
          time,
          status,
          outcome,
          ...(kind === undefined ? {} : { kind }),
          ...(trouble === undefined ? {} : { trouble }),
          milliseconds,
          ...(triggerId === undefined ? {} : { 'trigger-id': triggerId }),
          ...(progress === undefined ? {} : { migrated: progress.migrated, total: progress.total }),
        });
    host.stderr.write(`${line}\n`);
  };
}
