import type { UnmatchableHashError } from '../unmatchable-hash.ts';

/**
 * What Kratos says of a hash, or an empty text when that says nothing more. Kratos quotes pieces of the hash, among
 * which a salt can be; they are left out.
 */
export function kratosWords({ code, message }: UnmatchableHashError): string {
  if (code !== 'malformed-hash') return '';
  return message.replace(/(?: '|"|(?<=token )\d).*$/s, ' …').replace('  ', ' ');
}
