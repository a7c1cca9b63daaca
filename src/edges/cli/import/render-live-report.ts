import { printable } from '../../../host/printable.ts';

/** What checking the identities that Kratos has found, as plain data. */
export type LiveReport = {
  readonly read: number;
  readonly rejected: number;
  readonly problems: readonly {
    readonly schema: string;
    readonly pointer: string;
    readonly message: string;
    readonly rule?: string;
    readonly count: number;
    /** Of the first of them. */
    readonly 'identity-ids': readonly string[];
  }[];
};

/** For eyes: how many there are, and each kind of problem with the first identities that have it. */
export function renderLiveReport({ read, rejected, problems }: LiveReport): string {
  const lines = [
    `${read} read, ${read - rejected} fit their schema, ${rejected} do not`,
    ...problems.slice(0, problemsShown).flatMap(problemLines),
  ];
  const more = problems.length - problemsShown;
  if (more > 0) lines.push(`… and ${more} more of such problems; --format json has them all`);
  return lines.map((one) => `${one}\n`).join('');
}

const problemsShown = 20;
const idsShown = 3;

function problemLines(problem: LiveReport['problems'][number]): string[] {
  const { schema, pointer, message, rule, count, 'identity-ids': ids } = problem;
  const broken = rule === undefined ? '' : ` (${rule})`;
  return [
    printable(`${schema} ${pointer} (${count}): ${message}${broken}`),
    `  ${ids.slice(0, idsShown).join(', ')}${count > idsShown ? ' …' : ''}`,
  ];
}
