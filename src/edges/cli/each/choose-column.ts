import { IdpError } from '../../../errors/idp-error.ts';

/** What a column of targets is called where nobody says which. */
export const chosenNames: readonly string[] = ['identity-id', 'id', 'email'];

/**
 * Which of these columns holds the targets: the one asked for, else the only one, else the only one of identity-id, id
 * and email. Names are compared without regard to case and to blanks around them. The answer counts from 0.
 * Fails with usage, listing the columns; `place` says where they stand.
 */
export function chooseColumn(columns: readonly string[], asked: string | undefined, place: string): number {
  const names = columns.map(plain);
  const wanted = asked === undefined ? guess(names) : [plain(asked)];
  const found = names.flatMap((name, at) => (wanted.includes(name) ? [at] : []));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  throw new IdpError('usage', `${place}: ${sentence(columns, asked, found.length)}`, {
    hint: 'Name the column that holds ids or addresses with --column; nothing was recorded or sent.',
  });
}

const plain = (name: string): string => name.trim().toLowerCase();

const guess = (names: readonly string[]): readonly string[] => (names.length === 1 ? names : chosenNames);

function sentence(columns: readonly string[], asked: string | undefined, found: number): string {
  const listed = columns.map((name) => JSON.stringify(name)).join(', ');
  if (asked !== undefined) {
    const how = found === 0 ? 'no column' : `${found} columns`;
    return `${how} called ${JSON.stringify(asked)} among ${listed}.`;
  }
  const how = found === 0 ? 'none of' : 'more than one of';
  return `the columns are ${listed}: ${how} identity-id, id and email.`;
}
