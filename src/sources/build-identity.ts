import type { Account } from './account.ts';
import { isLeftOut, withoutLeftOut } from './account-without.ts';
import { convertedCredentials } from './converted-credentials.ts';
import type { ConvertedIdentity, IdentityBody, IdentityProblem } from './converted-identity.ts';
import { copyJson } from './copy-json.ts';
import { parseFieldPath, setAt, valueAt } from './field-path.ts';
import { planFields, type PlannedField } from './field-plan.ts';
import { findField, type FoundField } from './find-field.ts';
import { withMappedIdentifiers } from './mapped-identifiers.ts';
import { FieldError, isEmpty, readField } from './read-field.ts';
import { reachedIdentifiers } from './reached-identifiers.ts';
import { remainderOf } from './remainder.ts';
import type { SourceSettings } from './source-settings.ts';

/**
 * An identity for Kratos of what a source understood of a record. Every field of the record is mapped, or in
 * metadata_admin under the source's name, or named in `leftOut`.
 */
export function buildIdentity(account: Account, settings: SourceSettings): ConvertedIdentity {
  if (settings.leaveOut.size === 0) return built(account, settings);
  const { account: without, leaveOut } = withoutLeftOut(account, settings.leaveOut);
  return built(without, { ...settings, leaveOut });
}

function built(account: Account, settings: SourceSettings): ConvertedIdentity {
  const problems: IdentityProblem[] = [...account.problems];
  const taken = new Set([...account.used, ...account.leftOut, ...settings.leaveOut]);
  const body: Draft = { schema_id: 'default', traits: {} };
  for (const field of planFields(account.defaults, settings.map))
    mapField(field, account, settings, body, taken, problems);
  // Left out where nothing says it: Kratos makes it active, and an update of somebody leaves it as it is.
  if (account.state !== undefined) body['state'] ??= account.state;

  const { kept, names, secrets } = remainderOf(account.record.value, taken);
  if (names.length > 0) keepRemainder(kept, account.source, body, problems);
  const kratosId = externalIdOf(body, account, problems);
  for (const [target, value] of settings.set) {
    if (!setAt(body, parseFieldPath(target) ?? [], value)) problems.push(inTheWay(target, target));
  }
  const reached = reachedIdentifiers(withMappedIdentifiers(account, settings.map, body.traits), body.traits);
  if (reached.verifiable.length > 0) body['verifiable_addresses'] = reached.verifiable;
  const credentials = convertedCredentials(account, settings, reached.typed);
  if (!isEmpty(credentials.body)) body['credentials'] = credentials.body;
  problems.push(...credentials.problems);
  const hasIdentifier =
    reached.typed.length > 0 || credentials.links.length > 0 || account.mayLackIdentifier === true;
  // A source that knows why there is none has said so.
  const isExplained = problems.some(({ code }) => code === 'no-identifier' || code === 'deleted');
  if (!hasIdentifier && !isExplained) problems.push(noIdentifier(account));

  return {
    identity: problems.some(({ rejects }) => rejects) ? undefined : (body as unknown as IdentityBody),
    hook: credentials.hook,
    unique: [
      ...reached.unique,
      ...credentials.links,
      ...(kratosId === undefined ? [] : [`external_id:${kratosId}`]),
    ],
    password: credentials.password,
    inMetadata: names,
    leftOut: [...presentFields(account, settings), ...(account.leftOutParts ?? []), ...secrets],
    problems,
  };
}

type Draft = { traits: Record<string, unknown>; [member: string]: unknown };

function mapField(
  { target, targetNames, origin, places }: PlannedField,
  { record }: Account,
  { leaveOut }: SourceSettings,
  body: Draft,
  taken: Set<string>,
  problems: IdentityProblem[],
): void {
  // What a credential is made of is the source's own matter.
  if (target.startsWith('credentials.') || target.startsWith('verified.')) return;
  const found = findField(record.value, places);
  if (found === undefined || isLeftOut(found.path, leaveOut)) return;
  taken.add(origin.as === 'first' ? firstOf(found) : found.path);
  try {
    const value = readField(found.value, origin);
    if (value === undefined) return;
    if (target === 'state' && value !== 'active' && value !== 'inactive') {
      throw new FieldError(
        'the state is active or inactive; say with `values` of the mapping which word means which',
      );
    }
    if (!setAt(body, targetNames, fitting(value, target))) problems.push(inTheWay(origin.from, target));
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    problems.push({ code: 'field', field: origin.from, message: error.message, rejects: true });
  }
}

function fitting(value: unknown, target: string): unknown {
  const isObject = typeof value === 'object';
  if (target === 'external_id' || target === 'schema_id') {
    if (isObject) throw new FieldError(`${target} is a text`);
    return `${value as string | number | boolean}`;
  }
  // Other things are set within it; the record stays as it was read.
  return isObject && !target.includes('.') ? copyJson(value) : value;
}

/** The rest of the list stays where it is. */
function firstOf({ value, path }: FoundField): string {
  if (!Array.isArray(value)) return path;
  return `${path}.${value.findIndex((item) => !isEmpty(item))}`;
}

/** Beside what was mapped to a place below it. */
function keepRemainder(
  kept: Record<string, unknown>,
  source: string,
  body: Draft,
  problems: IdentityProblem[],
): void {
  const names = ['metadata_admin', source];
  const mapped = valueAt(body, names) ?? {};
  const isObject = typeof mapped === 'object' && !Array.isArray(mapped);
  if (isObject && setAt(body, names, { ...kept, ...mapped })) return;
  problems.push(inTheWay(source, names.join('.')));
}

/** Kratos keeps 64 characters of it, and answers 500 to more (measured). */
function externalIdOf(body: Draft, account: Account, problems: IdentityProblem[]): string | undefined {
  const id = body['external_id'];
  if (typeof id !== 'string') return undefined;
  if (Array.from(id).length <= 64) return id;
  delete body['external_id'];
  setAt(body, ['metadata_admin', account.source, 'external_id'], id);
  const message =
    'the old id has more than the 64 characters of external_id; it is kept in metadata_admin instead';
  problems.push({ code: 'too-long', field: 'external_id', message, rejects: false });
  return undefined;
}

function inTheWay(field: string, target: string): IdentityProblem {
  return {
    code: 'field',
    field,
    message: `${target} lies below something that is no object; map one of the two elsewhere`,
    rejects: true,
  };
}

function noIdentifier(account: Account): IdentityProblem {
  return {
    code: 'no-identifier',
    field: account.defaults.get('traits.email')?.from ?? 'email',
    message:
      'nothing by which a person could sign in reaches the traits: no address, no user name, no link; map one with --map traits.email=FIELD',
    rejects: true,
  };
}

/** Of what is left out on purpose, that which this record has. */
function presentFields(account: Account, settings: SourceSettings): string[] {
  const { value } = account.record;
  return [...account.leftOut, ...settings.leaveOut].filter((path) => {
    // Nearly all are plain names.
    const found = /[.\\]/.test(path) ? valueAt(value, parseFieldPath(path) ?? []) : value[path];
    return !isEmpty(found);
  });
}
