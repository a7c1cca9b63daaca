import type { Address } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import type { FieldOrigin, ListedFlag } from '../field-map.ts';
import { parseFieldPath, valueAt } from '../field-path.ts';
import { findField, type FoundField } from '../find-field.ts';
import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { FieldError, flagOf, hasHappened, readField } from '../read-field.ts';
import { type PlannedIdentifier, readPlanned } from './row-plan.ts';

export interface RowIdentifiers {
  readonly addresses: readonly Address[];
  readonly usernames: readonly string[];
  /** Of the flags alone: what becomes a trait is taken as such. */
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The addresses and user names of a row: what is mapped to traits that are named or marked as such. */
export function rowIdentifiers(
  record: Readonly<Record<string, unknown>>,
  planned: readonly PlannedIdentifier[],
): RowIdentifiers {
  const addresses: Address[] = [];
  const usernames: string[] = [];
  const used: string[] = [];
  const problems: IdentityProblem[] = [];
  for (const one of planned) {
    const isVerified = verifiedFlag(record, one, used, problems);
    for (const text of textsOf(record, one)) {
      const via = viaOf(one.kind, text);
      if (via === undefined) usernames.push(text);
      else addresses.push({ via, value: text, verified: isVerified(text) });
    }
  }
  return { addresses, usernames, used, problems };
}

function textsOf(record: Readonly<Record<string, unknown>>, planned: PlannedIdentifier): string[] {
  try {
    const value = readPlanned(record, planned)?.value;
    return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
      typeof one === 'string' || typeof one === 'number' ? [String(one)] : [],
    );
  } catch (error) {
    // The mapping of the trait tells of it.
    if (error instanceof FieldError) return [];
    throw error;
  }
}

function viaOf(kind: PlannedIdentifier['kind'], text: string): Address['via'] | undefined {
  if (kind === 'email') return 'email';
  if (kind === 'phone') return 'sms';
  if (kind === 'username') return undefined;
  if (text.includes('@')) return 'email';
  return /^\+[\d ()-]{6,}$/.test(text) ? 'sms' : undefined;
}

/** Whether a text is verified: of all alike, or of each where a list of addresses has a flag for each. */
function verifiedFlag(
  record: Readonly<Record<string, unknown>>,
  { verified }: PlannedIdentifier,
  used: string[],
  problems: IdentityProblem[],
): (text: string) => boolean {
  if (verified === undefined) return () => false;
  const { origin, places } = verified;
  try {
    if (origin.listed === undefined) {
      const found = readPlanned(record, verified);
      if (found === undefined) return () => false;
      used.push(found.path);
      const flag = flagOrTime(found.value);
      return () => flag;
    }
    const found = findField(record, places);
    const flags = found === undefined ? [] : listedFlags(found, origin.listed, origin);
    used.push(...flags.map(({ path }) => path));
    return (text) =>
      flags.some(({ address, flag }) => flag && normaliseIdentifier(address) === normaliseIdentifier(text));
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    const message = `${error.message}; the address counts as not verified`;
    problems.push({ code: 'field', field: origin.from, message, rejects: false });
    return () => false;
  }
}

function listedFlags(
  { value, path }: FoundField,
  { address, flag }: ListedFlag,
  origin: FieldOrigin,
): { address: string; flag: boolean; path: string }[] {
  if (!Array.isArray(value)) throw new FieldError('a list of addresses with their flags is expected');
  return value.flatMap((item: unknown, place) => {
    const text = valueAt(item, parseFieldPath(address) ?? []);
    const word = readField(valueAt(item, parseFieldPath(flag) ?? []), origin);
    if (typeof text !== 'string' || word === undefined) return [];
    return [{ address: text, flag: flagOrTime(word), path: `${path}.${place}.${flag}` }];
  });
}

/** A time, too, says that it was: many systems keep `email_verified_at`. */
function flagOrTime(value: unknown): boolean {
  const flag = flagOf(value) ?? (hasHappened(value) ? true : undefined);
  if (flag === undefined) throw new FieldError('it is neither true nor false nor a time');
  return flag;
}
