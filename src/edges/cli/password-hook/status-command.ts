import type { Host } from '../../../host/host.ts';
import type { Counts } from '../../../password-hook/migration-counts.ts';
import type { PeopleCounts } from '../../../password-hook/people-counts.ts';
import type { GlobalOptions } from '../options.ts';
import { renderData } from '../render-outcome.ts';
import {
  type DatabaseOptions,
  hookDatabaseFile,
  requireHookDatabase,
  withHookDatabase,
} from './hook-database.ts';

/** `idp password-hook status`: a table by kind of hash; for programs the counts of all, and of each kind. */
export async function statusCommand(host: Host, options: GlobalOptions & DatabaseOptions): Promise<string> {
  const database = hookDatabaseFile(host, options);
  requireHookDatabase(database);
  const { migrationCounts } = await import('../../../password-hook/migration-counts.ts');
  const { peopleCounts } = await import('../../../password-hook/people-counts.ts');
  const [{ kinds, ...all }, people] = await withHookDatabase(database, (db) => [
    migrationCounts(db),
    peopleCounts(db),
  ]);
  if (options.format === 'text') return `${table([...kinds, ['all', all]])}${inWords(people)}`;
  const byKind = Object.fromEntries([...kinds].map(([kind, counts]) => [kind, document(counts)]));
  return renderData({ database, ...document(all), people, kinds: byKind }, options.format);
}

function inWords({ total, migrated, left }: PeopleCounts): string {
  return `Of ${total} ${total === 1 ? 'person' : 'people'}, ${migrated} ${migrated === 1 ? 'has' : 'have'} come over and ${left} ${left === 1 ? 'is' : 'are'} left.\n`;
}

const document = ({ again, ...counts }: Counts): Record<string, number> => ({
  ...counts,
  'asked-again': again,
});

function table(rows: readonly (readonly [string, Counts])[]): string {
  const cells = rows.map(([kind, { total, migrated, left, again }]) =>
    [kind, total, migrated, left, again].map(String),
  );
  const all = [heading, ...cells];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return `${lines.join('\n')}\n`;
}

const heading = ['Kind', 'Identifiers', 'Migrated', 'Left', 'Asked again'];
