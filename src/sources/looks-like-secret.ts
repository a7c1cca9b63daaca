import { flagOf, isEmpty, timeOf } from './read-field.ts';
import { nameKindOf } from './secret-name.ts';
import { isSecretForm, looksRandom } from './secret-value.ts';

/**
 * Whether a field holds a password, a hash, a token or a key: by its name, or by the form of its value. Flags, and
 * numbers and times told of one (`has_password`, `passwordChanged`), are none. Members of objects are fields of their own.
 */
export function looksLikeSecret(name: string, value: unknown): boolean {
  if (typeof value === 'boolean' || isEmpty(value)) return false;
  const texts = textsOf(value);
  if (texts.some((text) => isSecretForm(text) || holdsSecretMember(text) || holdsSerialisedSecret(text)))
    return true;
  const kind = nameKindOf(name);
  if (kind === 'harmless' || (texts.length < 2 && flagOf(value) !== undefined)) return false;
  return kind === 'secret' || texts.some((text) => timeOf(text) === undefined && looksRandom(text));
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Exports of databases hold JSON as text. */
function holdsSecretMember(text: string): boolean {
  if (!/^\s*[[{]/.test(text) || !/"[^"]*"\s*:/.test(text)) return false;
  try {
    return hasSecretMember(JSON.parse(text), 0);
  } catch {
    return false;
  }
}

function hasSecretMember(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > 100) return true;
  return Object.entries(value).some(
    ([name, member]) => looksLikeSecret(name, member) || hasSecretMember(member, depth + 1),
  );
}

/** What PHP's serialize() writes, of objects or cut off, too: names and texts, one behind the other. */
function holdsSerialisedSecret(text: string): boolean {
  if (!/^[aOC]:\d+:/.test(text)) return false;
  const pieces = [...text.matchAll(/s:\d+:"(.*?)(?:";|$)/gs)].map(([, piece = '']) => piece);
  return pieces.some(
    (piece, at) =>
      isSecretForm(piece) || (pieces[at + 1] !== undefined && looksLikeSecret(piece, pieces[at + 1])),
  );
}
