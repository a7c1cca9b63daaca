import { printable } from '../../../host/printable.ts';
import { renderPlaces, type ShownPlace } from './render-places.ts';

/** What checking found, as plain data. */
export type CheckReport = {
  readonly read: number;
  readonly rejected: number;
  readonly problems: readonly {
    readonly code: string;
    readonly pointer: string;
    readonly message: string;
    readonly rule?: string;
    /** Whether rows are left out because of it; else it is a warning. */
    readonly rejects: boolean;
    readonly count: number;
    readonly places: readonly ShownPlace[];
  }[];
  /** By their formats, by the ids of schemas, by providers, and by what was dropped. */
  readonly passwords?: Readonly<Record<string, number>>;
  readonly schemas?: Readonly<Record<string, number>>;
  readonly links?: Readonly<Record<string, number>>;
  readonly stripped?: Readonly<Record<string, number>>;
};

/** For eyes: what there is, and each kind of problem with the first places where it is, rejecting ones first. */
export function renderCheckReport(report: CheckReport): string {
  const { read, rejected, problems } = report;
  const ordered = problems.toSorted((one, other) => Number(other.rejects) - Number(one.rejects));
  const lines = [
    `${counted(read, 'row')} read, ${read - rejected} fit, ${rejected} would be rejected`,
    ...line('passwords', report.passwords),
    ...line('schemas', report.schemas),
    ...line('links', report.links),
    ...line('dropped, since Kratos makes it anew', report.stripped),
    ...ordered.slice(0, problemsShown).flatMap(problemLines),
  ];
  const more = problems.length - problemsShown;
  if (more > 0) lines.push(`… and ${counted(more, 'more kind')} of problem; --format json has them all`);
  return lines.map((one) => `${one}\n`).join('');
}

const problemsShown = 20;

function line(title: string, counts: Readonly<Record<string, number>> = {}): string[] {
  const present = Object.entries(counts).filter(([, count]) => count > 0);
  if (present.length === 0) return [];
  return [`  ${title}: ${present.map(([name, count]) => `${printable(name)} ${count}`).join(', ')}`];
}

function problemLines({
  rejects,
  code,
  pointer,
  message,
  rule,
  count,
  places,
}: CheckReport['problems'][number]): string[] {
  const where = pointer === '' ? '' : `${pointer}: `;
  const broken = rule === undefined ? '' : ` (${rule})`;
  return [
    printable(`${rejects ? 'rejected' : 'warning'} (${count}) ${code}: ${where}${message}${broken}`),
    `  ${renderPlaces(places, count)}`,
  ];
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
