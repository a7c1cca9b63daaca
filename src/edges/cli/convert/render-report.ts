import { printable } from '../../../host/printable.ts';
import type { ConversionReport, ReportedProblem } from '../../../sources/conversion-report.ts';
import type { RecordPlace } from '../../../records/record.ts';

/** What became of an export, for eyes. */
export function renderReport(source: string, report: ConversionReport): string {
  const lines = [
    `${source}: ${counted(report.read, 'record')} read, ${report.converted} converted, ${report.rejected} left out`,
    ...line('passwords', report.passwords),
    ...line('links', report.links),
    ...line('besides', {
      'verified addresses': report['verified-addresses'],
      inactive: report.inactive,
      'authenticator apps': report.totp,
      'sets of recovery codes': report['lookup-secret'],
    }),
    ...line(`in metadata_admin.${source}`, report['in-metadata']),
    ...line('fields left out', report['left-out']),
    ...report.problems.slice(0, problemsShown).flatMap(problemLines),
  ];
  const more = report.problems.length - problemsShown;
  if (more > 0) lines.push(`… and ${counted(more, 'more kind')} of problem; --report FILE has them all`);
  return lines.map((one) => `${one}\n`).join('');
}

/** `users.json, line 12`, or `users.json, record 12`. */
function renderPlace({ file, record, line: number }: RecordPlace): string {
  return `${file}, ${number === undefined ? `record ${record}` : `line ${number}`}`;
}

const problemsShown = 20;
const namesShown = 12;

function line(title: string, counts: Readonly<Record<string, number>>): string[] {
  const present = Object.entries(counts).filter(([, count]) => count > 0);
  if (present.length === 0) return [];
  const shown = present.slice(0, namesShown).map(([name, count]) => `${printable(name)} ${count}`);
  const more = present.length > namesShown ? [`… ${present.length - namesShown} more`] : [];
  return [`  ${title}: ${[...shown, ...more].join(', ')}`];
}

function problemLines({ rejects, field, message, count, places }: ReportedProblem): string[] {
  const where = places.slice(0, 3).map(renderPlace).join('; ');
  const more = count > 3 ? '; …' : '';
  const what = field === '' ? message : `${field}: ${message}`;
  return [
    `${rejects ? 'left out' : 'warning'} (${count}): ${printable(what)}`,
    `  ${printable(where)}${more}`,
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
