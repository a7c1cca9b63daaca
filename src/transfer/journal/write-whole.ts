import { writeSync } from 'node:fs';

/** A disk that fills up takes part of what is written first, and says so only at the next attempt. */
export function writeWhole(descriptor: number, content: string | Uint8Array): void {
  let rest = Buffer.from(content);
  while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
}
