import { IdpError } from '../errors/idp-error.ts';
import type { FileHead } from './source.ts';

/** The error for a file in a form that no source reads, with how to export it instead; undefined for any other file. */
export function unreadFormat({ name, text }: FileHead): IdpError | undefined {
  const found = forms.find(([form]) => form.test(text));
  if (found === undefined) return undefined;
  const [, what, hint] = found;
  return new IdpError('usage', `${name} is ${what}, which is not read.`, { hint });
}

const forms: readonly (readonly [RegExp, what: string, hint: string])[] = [
  [
    /^\s*(?:\/\*M?!\d|(?:(?:--|\\restrict )[^\n]*\n\s*)+(?:\/\*M?!\d|SET |DROP |CREATE |INSERT |LOCK |USE |START |BEGIN)|(?:SET|DROP TABLE|CREATE TABLE|INSERT INTO|COPY) )/i,
    'a dump in SQL',
    "Export the tables one by one, each with its columns in the first line: mysql --batch -e 'SELECT * FROM wp_users' DATABASE > wp_users.tsv; psql -c '\\copy auth_user TO auth_user.csv CSV HEADER'; or as JSON with phpMyAdmin.",
  ],
  [
    /^\s*<(?:\?xml|!DOCTYPE|django-objects|rss)\b/i,
    'XML',
    'Export it as JSON or CSV: manage.py dumpdata --format json; for WordPress its tables, as docs/migration.md says.',
  ],
  [/^\s*- (?:model: \w+\.\w+|fields:)\s/, 'YAML', 'Export it as JSON: manage.py dumpdata --format json.'],
];
