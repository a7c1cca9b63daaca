import { setTimeout } from 'node:timers/promises';
import type { Identity } from '@ory/client';
import { toIdpError } from '../../../errors/idp-error.ts';
import type { Choice, Offer, Prompts } from '../../../host/prompts/prompts.ts';
import type { KratosAdmin } from '../../../kratos/admin.ts';
import { addressesOf, identifiersOf } from '../../../kratos/identity-addresses.ts';
import { canonicalIdentityId } from '../../../kratos/identity-id.ts';
import type { Answer } from './asking.ts';

/**
 * Whom an action is about: Kratos is asked for those with an identifier that begins with what is typed so far. The text
 * itself always stands first, so that Enter takes what was typed, whatever is found meanwhile, and also where nothing
 * can be searched.
 */
export async function askIdentity(
  prompts: Prompts,
  kratos: KratosAdmin,
  signal: AbortSignal,
): Promise<Answer> {
  return prompts.search({
    about: 'Whom it is about: an id or an identifier such as an address. It is found by how it begins.',
    message: 'identity:',
    signal,
    asTyped,
    find: (typed, replaced) => find(kratos, typed, replaced),
  });
}

const shortestSearched = 2;
/** As many characters as Kratos keeps of an identifier. */
const longestSearched = 255;
const mostShown = 20;
const pauseMs = 200;

function asTyped(typed: string): Choice<Answer> | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const id = canonicalIdentityId(text);
  return {
    name: `${text}  exactly this`,
    value: [id === undefined ? 'email' : 'identity-id', text],
    description: id === undefined ? 'the one with this very identifier' : 'the one with this id',
  };
}

async function find(kratos: KratosAdmin, typed: string, signal: AbortSignal): Promise<Offer<Answer>> {
  const exact = asTyped(typed);
  const text = typed.trim();
  if (exact === undefined || text.length < shortestSearched) {
    return { choices: exact === undefined ? [] : [exact], note: 'Searching starts at two characters.' };
  }
  if (exact.value[0] === 'identity-id' || text.length > longestSearched) return { choices: [exact] };
  try {
    // Who types on is not to be searched for at every letter.
    await setTimeout(pauseMs, undefined, { signal });
    const found = await kratos.listByIdentifierPrefix(text, mostShown + 1, signal);
    const choices = found.slice(0, mostShown).map(choiceOf);
    return { choices: [exact, ...choices.toSorted(byName)], note: noteOf(found.length) };
  } catch (thrown) {
    return { choices: [exact], note: `Searching does not work: ${toIdpError(thrown).message}` };
  }
}

function noteOf(found: number): string | undefined {
  if (found > mostShown) return `More than ${mostShown} begin so: type on.`;
  return found === 0 ? 'No identifier begins so.' : undefined;
}

/** In clear, unlike what logs and records hold: it is the operator's own terminal. */
function choiceOf(identity: Identity): Choice<Answer> {
  const addresses = addressesOf(identity);
  const known = addresses.length > 0 ? addresses : identifiersOf(identity);
  return {
    name: `${known.join(', ')}  ${identity.state ?? 'active'}  ${identity.id}`,
    value: ['identity-id', identity.id],
  };
}

const byName = (one: Choice<Answer>, other: Choice<Answer>): number => (one.name < other.name ? -1 : 1);
