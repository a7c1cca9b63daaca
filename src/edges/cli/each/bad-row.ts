import { IdpError } from '../../../errors/idp-error.ts';

/** What makes a row useless, by the place where it stands; its text is not repeated. Columns count characters from 1. */
export function badRow(file: string, line: number, column: number | undefined, what: string): IdpError {
  const place = column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
  return new IdpError('usage', `${place}: ${what}.`, {
    hint: 'Mend the file and run it again; nothing was recorded or sent.',
  });
}
