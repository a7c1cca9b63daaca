import type { Conversion } from './conversion.ts';
import { readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';

/**
 * A portable hash of Openwall's phpass: `$P$`, or phpBB's `$H$`, one character for the logarithm of the rounds
 * (7 to 30), 8 of salt, 22 of digest.
 */
export function convertPhpass(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (!/^\$[PH]\$/.test(hash)) refuse('it does not begin as a hash of phpass does, with $P$ or $H$');
    if (!/^\$[PH]\$[5-9A-S][./0-9A-Za-z]{30}$/.test(hash)) {
      refuse(`a hash of phpass has 34 characters, this one ${hash.length}: it is cut off or damaged`);
    }
    return toHook('phpass', hash, 'Kratos has no phpass');
  });
}
