import type { ScryptParameters } from './check-scrypt.ts';
import { explained } from './explained.ts';
import { scanNumbers } from './scan-parameters.ts';

/** Reads `ln=1,r=2,p=3`, each of 32 bits; `cost` is `ln` as it stands. */
export function scanScryptParameters(text: string): ScryptParameters {
  const explanation = {
    reason: 'Its parameters are not ln=…,r=…,p=…, in this order and each below 4294967296.',
    advice: 'Bring them into that form.',
  };
  const [cost, block, parallelization] = explained(explanation, () =>
    scanNumbers(text, [
      ['ln', 32],
      ['r', 32],
      ['p', 32],
    ]),
  );
  return { cost: Number(cost), block: Number(block), parallelization: Number(parallelization) };
}
