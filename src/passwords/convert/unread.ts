import { type Conversion, refused } from './conversion.ts';

export function unread(..._input: readonly unknown[]): Conversion {
  return refused('hashes of this kind are not converted by this version');
}
