import type { Host } from '../../../host/host.ts';
import { printable } from '../../../host/printable.ts';
import { latestOf } from '../../../secrets/store/secret-facts.ts';
import type { StoredSecret } from '../../../secrets/store/store-document.ts';
import type { GlobalOptions } from '../options.ts';
import { renderData } from '../render-outcome.ts';
import { openStore } from './open-store.ts';

/** `idp secret list`: a table by name; for programs a map by id as of show, in JSON lines a secret each. */
export async function listSecretsCommand(host: Host, options: GlobalOptions): Promise<string> {
  const { secrets } = await openStore(host, options).read();
  const sorted = secrets.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (options.format === 'jsonl') {
    return renderData(
      sorted.map((secret) => ({ id: secret.id, ...factsOf(secret) })),
      'jsonl',
    );
  }
  if (options.format !== 'text') {
    return renderData(
      Object.fromEntries(sorted.map((secret) => [secret.id, factsOf(secret)])),
      options.format,
    );
  }
  if (sorted.length === 0) return 'No secrets yet. Add one: idp secret add NAME password\n';
  return tableOf([heading, ...sorted.map(rowOf)]);
}

function factsOf(secret: StoredSecret): Record<string, unknown> {
  const { info, name, created, updated, grants } = secret;
  const { revision, content } = latestOf(secret);
  return {
    revision,
    ...(info === null ? {} : { description: info }),
    name,
    created,
    updated,
    keys: Object.keys(content),
    access: grants.map((target) => ({ target, role: 'view' })),
  };
}

const heading = ['ID', 'Name', 'Revision', 'Keys', 'Grants', 'Last updated', 'Info'];

function rowOf(secret: StoredSecret): string[] {
  const { revision, content } = latestOf(secret);
  return [
    secret.id,
    secret.name,
    String(revision),
    String(Object.keys(content).length),
    secret.grants.join(',') || '-',
    secret.updated.replace(/\.\d+Z$/, 'Z'),
    printable(secret.info ?? '-'),
  ];
}

/** Columns two blanks apart, numbers to the right. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 2 || column === 3 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
