import type { ConsentQuestion } from '../engine/policy.ts';
import { printable } from './printable.ts';

/**
 * Shows whom a destroy will hit, where, and asks to type the address or the id; only such an answer is a yes.
 * Ctrl-C is a no; the question's signal makes it fail.
 */
export async function askConsent(question: ConsentQuestion, output: NodeJS.WritableStream): Promise<boolean> {
  const { input } = await import('@inquirer/prompts');
  const { identity, host, context, signal } = question;
  const where = context === null ? host : `${host} (context ${context})`;
  output.write(`${question.action} on ${printable(where)}\n`);
  if (identity !== undefined) {
    const addresses = identity.addresses.map(printable).join(', ') || 'no address';
    output.write(`  identity  ${identity.id}\n  known as  ${addresses}\n  state     ${identity.state}\n`);
  }
  const wanted = identity === undefined ? `"${question.action}"` : 'the address or the id of this identity';
  try {
    const typed = await input({ message: `Type ${wanted} to go on (empty to stop):` }, { output, signal });
    return typed.trim() !== '' && question.accepts(typed);
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return false;
    throw error;
  }
}
