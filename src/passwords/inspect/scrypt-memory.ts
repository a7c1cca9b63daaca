import type { ScryptParameters } from '../check-scrypt.ts';
import type { Notes } from './inspection.ts';

/** Cautions of scrypt that takes more than 2 GiB of memory. */
export function noteScryptMemory({ cost, block }: ScryptParameters, { cautions }: Notes): void {
  const gibibytes = (128 * cost * block) / 2 ** 30;
  if (gibibytes > 2) cautions.push(`Every login takes ${gibibytes.toFixed(1)} GiB of memory in Kratos.`);
}
