import type { Host } from '../../../host/host.ts';
import { verifyImport, type DifferentRow } from '../../../transfer/verify/verify-import.ts';
import type { GlobalOptions } from '../options.ts';
import type { Imported, Verification } from './open-verification.ts';
import { showVerifying } from './show-verifying.ts';
import type { DifferentIdentity, ImportDocument } from './verified-document.ts';

/** Compares what an import created with what Kratos has now; what differs goes to `write`, too. Empty where there is no import. */
export async function verifyOperation(
  host: Host,
  { imported, admin, concurrency, signal }: Verification,
  options: Pick<GlobalOptions, 'quiet'>,
  write: (line: DifferentIdentity) => void,
): Promise<ImportDocument | object> {
  if (imported === undefined) return {};
  const { journal, operation } = imported;
  const first: DifferentIdentity[] = [];
  let different = 0;
  const shown = await showVerifying(host, options, operation.id, journal.counts().created);
  tellOfRest(host, imported);
  try {
    const { rehashed, completions, ...verified } = await verifyImport({
      journal,
      admin,
      concurrency,
      signal,
      onDifferent(row) {
        const line = documentOf(row);
        different += 1;
        if (first.length < mostListed) first.push(line);
        write(line);
      },
      onProgress: (read) => shown.update(read, different),
    });
    return {
      operation: operation.id,
      ...verified,
      're-hashed': rehashed,
      completions,
      'first-different': first,
    } satisfies ImportDocument;
  } finally {
    shown.end();
  }
}

/** What a document lists; a file takes them all. */
const mostListed = 10;

function documentOf({ identityId, isMissing, fields, position, ...place }: DifferentRow): DifferentIdentity {
  return {
    'identity-id': identityId,
    difference: isMissing ? 'missing' : 'different',
    fields,
    row: position,
    ...place,
    line: place.line ?? null,
  };
}

/** What this cannot tell of, since nothing is known of it. */
function tellOfRest(host: Host, { journal, operation }: Imported): void {
  const warn = (sentence: string) => host.stderr.write(`warning: ${sentence}\n`);
  const { uncertain } = journal.counts();
  if (!journal.isFinished) {
    warn(`The import is not over; go on with idp resume ${operation.id}, and verify it again.`);
  }
  if (uncertain > 0) {
    const rows = uncertain === 1 ? '1 row is' : `${uncertain} rows are`;
    warn(`${rows} uncertain and not compared.`);
  }
  if (operation.undoneBy !== null)
    warn(`Operation ${operation.undoneBy} has undone it: what that deleted is missing.`);
}
