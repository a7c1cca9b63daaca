import { IdpError } from '../../errors/idp-error.ts';
import type { ImportCounts } from './import-counts.ts';
import type { ImportResults } from './import-identities.ts';
import type { ImportJournal } from '../journal/import-journal.ts';
import type { ImportDetails } from '../report/import-details.ts';
import type { ImportProgress } from '../progress/import-progress.ts';
import { isAboveRejectShare, ofThisSitting, rejectShare } from '../progress/progress-reject-share.ts';
import { unreadRows } from '../report/unread-rows.ts';
import type { ReportedReason } from '../progress/report-reasons.ts';

/** What an import answers. */
export function resultsOf(counts: ImportCounts): ImportResults {
  const { read, created, updated, unchanged, skipped, rejected, uncertain } = counts;
  return {
    read,
    created,
    updated,
    unchanged,
    skipped,
    rejected,
    uncertain,
    changed: created + updated > 0,
  };
}

/** Why no further row is to be sent, where too many are rejected. */
export function tooManyRejected(
  progress: ImportProgress,
  maxRejectShare: number | undefined,
): IdpError | undefined {
  if (!isAboveRejectShare(progress, maxRejectShare)) return undefined;
  const { read, rejected } = ofThisSitting(progress);
  const percent = (rejectShare(progress) * 100).toFixed(1);
  const first = progress.earlier === undefined || progress.earlier.read === 0 ? 'first' : 'next';
  return new IdpError(
    'partial',
    `Stopped: ${rejected} of the ${first} ${read} rows that were checked were rejected (${percent} %), more than max-reject-share=${maxRejectShare}.`,
    { hint: 'Look why: once it is resumed, those are not counted against it again.' },
  );
}

/**
 * How a sitting failed: with what stopped it, or because rows were rejected or are uncertain; undefined where all are in. `met`
 * are the reasons of this sitting, with places.
 */
export function endOfImport(
  journal: ImportJournal<unknown>,
  failure: IdpError | undefined,
  operation: string | undefined,
  met: readonly ReportedReason[],
): IdpError | undefined {
  const counts = journal.counts();
  const details = detailsOf(journal, met);
  if (failure !== undefined) {
    return new IdpError(failure.code, failure.message, {
      hint: hintAfter(failure, operation),
      details: { ...failure.details, ...details },
      recorded: failure.recorded,
      cause: failure,
    });
  }
  const incomplete = journal.rejects()?.lines ?? 0;
  const { rejected, uncertain, read } = counts;
  if (rejected + uncertain + incomplete === 0) return undefined;
  const message = `${sentence(counts, incomplete)} of ${read} rows`;
  return new IdpError('partial', `${message}.`, { hint: hintOf(journal, operation, counts), details });
}

/** What to do about what stopped it. */
function hintAfter({ code, hint }: IdpError, operation: string | undefined): string {
  if (code === 'aborted')
    return operation === undefined
      ? 'Nothing was sent: run it again.'
      : `Go on with idp resume ${operation}: no row is done twice.`;
  if (code === 'identity-exists' && operation !== undefined)
    return `Where nobody is in the way any more, idp resume ${operation} goes on; else it stops there again.`;
  if (operation === undefined || hint.includes('idp resume')) return hint;
  return `${hint} Then go on with idp resume ${operation}.`;
}

function sentence({ rejected, uncertain }: ImportCounts, lines: number): string {
  const parts = [
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
    ...(uncertain > 0 ? [`${uncertain} uncertain`] : []),
    ...(lines > rejected + uncertain ? [`${lines - rejected - uncertain} without a second factor`] : []),
  ];
  return parts.join(', ');
}

function hintOf(
  journal: ImportJournal<unknown>,
  operation: string | undefined,
  { uncertain }: ImportCounts,
): string {
  const rejects = journal.rejects();
  if (operation === undefined || rejects === undefined) return 'Mend those rows, or leave them out.';
  const reasons = Object.fromEntries(journal.reasons());
  const unread = unreadRows(reasons);
  return [
    (unread === 0 || journal.counts().rejected > unread) &&
      `Mend them in ${rejects.file} and import that file.`,
    // Its lines say where: nothing of such a row is in it.
    unread > 0 &&
      `Mend the ${unread} that could not be read in the files that they came from, and import those with --on-conflict skip.`,
    uncertain > 0 && 'Of the uncertain ones look first whether they are there.',
  ]
    .filter((step) => step !== false)
    .join(' ');
}

function detailsOf(journal: ImportJournal<unknown>, met: readonly ReportedReason[]): ImportDetails {
  const rejects = journal.rejects();
  const reasons = Object.fromEntries(journal.reasons());
  const places = met.flatMap((one) => (one.places.length === 0 ? [] : [[one.code, one.places] as const]));
  return {
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
    ...(places.length === 0 ? {} : { places: Object.fromEntries(places) }),
    ...(rejects === undefined ? {} : { rejects: rejects.file }),
    ...(journal.isFinished ? {} : { unfinished: true }),
  };
}
