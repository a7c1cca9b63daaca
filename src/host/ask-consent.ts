import type { ConsentQuestion, WhoIsHit } from '../engine/consent-question.ts';
import { IdpError } from '../errors/idp-error.ts';
import { printable } from './printable.ts';
import type { Prompts } from './prompts/prompts.ts';

/**
 * Shows whom a destroy will hit, where, and asks to type the address or the id; only such an answer is a yes.
 * Ctrl-C is a no; the question's signal makes it fail, and says that nothing was changed.
 */
export async function askConsent(
  question: ConsentQuestion,
  prompts: Prompts,
  write: (text: string) => void,
): Promise<boolean> {
  const { identity, host, context, insecure, signal } = question;
  const named = [...(context === null ? [] : [`context ${context}`]), ...(insecure ? ['insecure'] : [])];
  const where = named.length === 0 ? host : `${host} (${named.join(', ')})`;
  write(`${question.action} on ${printable(where)}\n`);
  if (identity !== undefined) write(describe(identity));
  const wanted = identity === undefined ? `"${question.action}"` : 'the address or the id of this identity';
  try {
    const typed = await prompts.input({ message: `Type ${wanted} to go on (empty to stop):`, signal });
    return typed.trim() !== '' && question.accepts(typed);
  } catch (error) {
    if (!(error instanceof IdpError)) throw error;
    if (error.code === 'cancelled') return false;
    // Unlike at the prompts for parameters, the run is recorded by now.
    throw new IdpError(error.code, error.message, { hint: 'Nothing was changed.', cause: error });
  }
}

function describe({ id, addresses, state, factors, sessions }: WhoIsHit): string {
  const rows = [
    ['identity', id],
    ['known as', addresses.join(', ') || 'no address'],
    ['state', state],
    ['factors', factors === undefined ? unknown : factors.join(', ') || 'none'],
    ['sessions', sessions === undefined ? unknown : `${sessions} active`],
  ] as const;
  return rows.map(([name, value]) => `  ${name.padEnd(8)}  ${printable(value)}\n`).join('');
}

const unknown = 'unknown: it could not be read';
