import type { FileHead } from '../source.ts';

/**
 * `users` and `usermeta` for rows of these tables (CSV, TSV, JSON; wp-cli writes the same columns), `dump` for tables in
 * JSON as phpMyAdmin exports them.
 */
export function wordpressRole({ columns, first, text }: FileHead): string | undefined {
  if (first === undefined) return roleByColumns(columns);
  const isPhpMyAdmin = first['type'] === 'header' && /phpmyadmin/i.test(String(first['comment']));
  if (isPhpMyAdmin) return wordpressTables.test(text) ? 'dump' : undefined;
  return roleByColumns(Object.keys(first));
}

function roleByColumns(columns: readonly string[]): string | undefined {
  if (columns.includes('meta_key') && columns.includes('meta_value')) {
    return columns.includes('user_id') ? 'usermeta' : undefined;
  }
  return columns.includes('user_login') ? 'users' : undefined;
}

/** The users may lie megabytes behind the beginning. */
const wordpressTables =
  /"user_login"|"meta_key"|"name":\s*"\w*_(?:commentmeta|comments|options|postmeta|usermeta)"/;
