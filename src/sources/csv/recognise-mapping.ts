import type { FileHead } from '../source.ts';
import type { BuiltInMapping } from './built-in-mappings.ts';

/** The mapping that comes with idp for a file like this, or undefined. */
export function recogniseMapping({ columns, first }: FileHead): BuiltInMapping | undefined {
  if (isCognito(first, columns)) return 'cognito';
  return isOkta(first, columns) ? 'okta' : undefined;
}

function isCognito(first: FileHead['first'], columns: readonly string[]): boolean {
  if (columns.includes('cognito:username') || columns.includes('cognito:mfa_enabled')) return true;
  return (
    first !== undefined &&
    'UserStatus' in first &&
    Array.isArray(first['Attributes'] ?? first['UserAttributes'])
  );
}

function isOkta(first: FileHead['first'], columns: readonly string[]): boolean {
  if (['login', 'firstName', 'lastName', 'email'].every((name) => columns.includes(name))) return true;
  if (['Login', 'Status', 'Activation date'].every((name) => columns.includes(name))) return true;
  const profile = first?.['profile'];
  return typeof profile === 'object' && profile !== null && 'login' in profile && 'status' in (first ?? {});
}
