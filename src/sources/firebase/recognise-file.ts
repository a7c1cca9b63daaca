import type { FileHead } from '../source.ts';

/** By the first user. CSV has no header: it is known by its 26 columns or more, of which the third is a flag. */
export function firebaseRole({ text, first }: FileHead): 'users' | undefined {
  if (first !== undefined) return isUser(first) ? 'users' : undefined;
  return firstRow.test(text) ? 'users' : undefined;
}

function isUser(user: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof user['localId'] === 'string' ||
    (typeof user['uid'] === 'string' && Array.isArray(user['providerData']))
  );
}

const firstRow = /^[\w:.@-]{1,128},[^,\r\n]*,(?:true|false),(?:[^,\r\n"]*|"[^"]*")(?:,[^\r\n]*){22,}/;
