import { hashFormatOf } from '../../passwords/recognised-prefix.ts';
import type { RecordPlace } from '../../records/record.ts';
import type { CheckedRow, ReadRow, ReadyRow, RowProblem } from '../import/import-row.ts';
import { shownPointer } from './shown-name.ts';

/** What checking an input found, as plain data of bounded size, however many rows it has. */
export interface CheckReport {
  readonly read: number;
  readonly rejected: number;
  /** Those that reject rows first, and of them the most frequent. */
  readonly problems: readonly ReportedProblem[];
  /** Of the rows that would be sent: hash formats, `plain text`, `migration hook`, `none`. */
  readonly passwords: Readonly<Record<string, number>>;
  /** By schema_id as the rows have it; `(default)` where they have none. */
  readonly schemas: Readonly<Record<string, number>>;
  /** By provider. */
  readonly links: Readonly<Record<string, number>>;
  /** What was dropped because Kratos makes it anew. */
  readonly stripped: Readonly<Record<string, number>>;
}

/** Problems of one kind at one place in rows. */
export interface ReportedProblem {
  readonly code: string;
  /** With `*` for the numbers of items. */
  readonly pointer: string;
  /** Of the first of them. */
  readonly message: string;
  readonly rule?: string;
  readonly rejects: boolean;
  readonly count: number;
  /** The first few. */
  readonly places: readonly ProblemPlace[];
}

/** Where a problem is, with what stands there, masked, and of a duplicate the row that came first. */
export type ProblemPlace = RecordPlace & Pick<RowProblem, 'value' | 'earlier'>;

export interface CheckTally {
  add(checked: CheckedRow): void;
  addUnread(unread: Extract<ReadRow, { unread: unknown }>['unread']): void;
  report(): CheckReport;
}

/** Counts what is found while rows are checked. */
export function createCheckTally(): CheckTally {
  const kinds = new Map<string, Kind>();
  const [passwords, schemas, links, stripped] = [counter(), counter(), counter(), counter()];
  let read = 0;
  let rejected = 0;

  return {
    add({ row, problems, ready }) {
      read += 1;
      if (ready === undefined) rejected += 1;
      else {
        passwords.count(passwordOf(ready));
        schemas.count(ready.create.schema_id === '' ? '(default)' : ready.create.schema_id);
        for (const provider of providersOf(ready)) links.count(provider);
      }
      for (const name of row.stripped) stripped.count(name);
      for (const problem of problems) note(problem, row.place);
    },
    addUnread({ place, problem, isRow }) {
      if (isRow) {
        read += 1;
        rejected += 1;
      }
      note(problem, place);
    },
    report: () => ({
      read,
      rejected,
      problems: [...kinds.values()].toSorted(
        (a, b) => Number(b.rejects) - Number(a.rejects) || b.count - a.count,
      ),
      passwords: passwords.counts(),
      schemas: schemas.counts(),
      links: links.counts(),
      stripped: stripped.counts(),
    }),
  };

  function note(problem: RowProblem, at: RecordPlace): void {
    const { code, pointer, message, rule, rejects, value, earlier } = problem;
    const place = { ...at, ...(value !== undefined && { value }), ...(earlier && { earlier }) };
    const where = shownPointer(pointer).replaceAll(/\/\d+(?=\/|$)/g, '/*');
    const key = JSON.stringify([code, where, rule ?? '', rejects]);
    const known = kinds.get(key) ?? (kinds.size < mostKinds ? undefined : kinds.get(others(rejects)));
    if (known === undefined) {
      const isLast = kinds.size >= mostKinds;
      const kind = isLast
        ? { code: 'other', pointer: '', message: 'problems of many other kinds', rejects }
        : { code, pointer: where, message, ...(rule === undefined ? {} : { rule }), rejects };
      kinds.set(isLast ? others(rejects) : key, { ...kind, count: 1, places: [place] });
      return;
    }
    known.count += 1;
    if (known.places.length < mostPlaces) known.places.push(place);
  }
}

type Kind = Omit<ReportedProblem, 'count' | 'places'> & { count: number; readonly places: ProblemPlace[] };

const mostKinds = 200;
const mostPlaces = 5;
const others = (rejects: boolean): string => `others ${rejects}`;

function passwordOf({ create }: ReadyRow): string {
  const config = create.credentials?.password?.config;
  if (config === undefined) return 'none';
  if ('hashed_password' in config) return hashFormatOf(config.hashed_password) ?? 'unknown';
  return 'password' in config ? 'plain text' : 'migration hook';
}

function providersOf({ create: { credentials } }: ReadyRow): string[] {
  if (credentials === undefined) return [];
  const { oidc, saml } = credentials;
  return [...(oidc?.config.providers ?? []), ...(saml?.config.providers ?? [])].map(
    ({ provider }) => provider,
  );
}

interface Counter {
  count(name: string): void;
  counts(): Record<string, number>;
}

/** Counts by name; of many names the last are one. */
function counter(): Counter {
  const counts = new Map<string, number>();
  return {
    count(name) {
      const counted = counts.has(name) || counts.size < mostKinds ? name : '(others)';
      counts.set(counted, (counts.get(counted) ?? 0) + 1);
    },
    counts: () => Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a)),
  };
}
