import { maskAddress } from '../../kratos/mask.ts';

/** The name of a member as messages show it: files that are keyed by people have addresses for names. */
export function shownName(name: string): string {
  const shown = name.includes('@') ? maskAddress(name) : name;
  return shown.length > longestName ? `${shown.slice(0, longestName)}…` : shown;
}

/** None of Kratos's is longer than 27 characters. */
export const longestName = 60;

/** A JSON pointer as reports show it, which say of kinds of problems; the rejects have it whole. */
export function shownPointer(pointer: string): string {
  return pointer.split('/').map(shownName).join('/');
}
