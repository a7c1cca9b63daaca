import type { AskCount } from '../engine/consent-for-many.ts';
import type { Output } from './host.ts';
import { printable } from './printable.ts';
import type { Prompts } from './prompts/prompts.ts';

/**
 * Shows what a destroy over many would do, where, to how many and to whom of them, and asks to type their number; only
 * that is a yes. Fails as prompts do.
 */
export function askCount(prompts: Prompts, output: Output): AskCount {
  return async ({ action, host, context, count, sample, accepts, signal }) => {
    const where = context === null ? host : `${host} (context ${context})`;
    const more = count > sample.length ? `and ${count - sample.length} more` : '';
    const shown = [...sample.map(printable), more].filter((one) => one !== '');
    output.write(`${action} on ${printable(where)}\n`);
    output.write(`  identities  ${count}\n${shown.map((one) => `              ${one}\n`).join('')}`);
    return accepts(await prompts.input({ message: 'Type their number to go on (empty to stop):', signal }));
  };
}
