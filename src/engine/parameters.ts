import type * as z from 'zod/mini';
import { IdpError } from '../errors/idp-error.ts';
import { canonicalIdentityId } from '../kratos/identity-id.ts';
import type { IdentitySelector } from '../kratos/find-identity.ts';
import { seeParameters, type CatalogEntry } from './catalog.ts';
import { coerceValue } from './coerce-value.ts';
import type { Action } from './define-action.ts';
import { nearestNames } from '../errors/nearest-names.ts';

/** What a front door was given: texts as typed, and the map of a parameter file, whose leaves are texts too. */
export type ParameterInput = {
  /** Bare words; what they mean is the action's target. */
  readonly bare: readonly string[];
  /** `key=value` and `--key value`, in order; a key may be dotted. */
  readonly pairs: readonly (readonly [string, string])[];
  /** From --params; pairs win over it. */
  readonly file?: Readonly<Record<string, unknown>>;
};

export type Parameters = {
  /** As the handler's schema gives them, defaults filled in. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whom it is about, of an action on an identity. */
  readonly selector: IdentitySelector | undefined;
};

/** Refuses a password among the parameters, before anything else is looked at; its value is repeated nowhere. */
export function refusePassword(input: ParameterInput): void {
  const names = [...input.pairs.map(([key]) => key), ...Object.keys(input.file ?? {})];
  if (!names.some((name) => /^password(\.|$)/i.test(name))) return;
  throw new IdpError(
    'usage',
    'Passwords are not taken as arguments: a shell history and a process list keep them.',
    {
      hint: 'Store it with idp secret add ada password --grant ACTION, which asks for it (password#file=- reads it from a pipe), and pass password-secret-id=ada.',
    },
  );
}

/**
 * Parameters typed by the action's own schema. Fails with usage (missing, both selectors, stray words) or
 * invalid-parameter (unknown, wrong type, malformed); missing ones are all named in one sentence. What is about many
 * names nobody here.
 */
export async function readParameters(
  entry: CatalogEntry,
  action: Action,
  input: ParameterInput,
  about: 'one' | 'many' = 'one',
): Promise<Parameters> {
  const hint = seeParameters(entry.name);
  const given = await givenParameters(entry, input);
  const selector = entry.target === 'identity' ? readSelector(given) : undefined;
  if (about === 'many') requireNobody(entry, selector);
  const missing = entry.required.filter((name) => isBlank(given[name]));
  if (about === 'one' && entry.target === 'identity' && selector === undefined)
    missing.unshift('identity-id or email');
  if (missing.length > 0) throw missingError(entry, missing);
  refuseBlank(entry, given);
  const parsed = action.params.safeParse(given);
  if (!parsed.success) {
    throw new IdpError('invalid-parameter', sentenceOf(parsed.error.issues), { hint });
  }
  return { values: parsed.data, selector };
}

function requireNobody(entry: CatalogEntry, selector: IdentitySelector | undefined): void {
  if (entry.target !== 'identity') {
    throw new IdpError('usage', `${entry.name} is about no identity, so it cannot be done for each of many.`);
  }
  if (selector === undefined) return;
  throw new IdpError('usage', 'An identity is named, beside the many that it is to be done for.', {
    hint: 'Leave out identity-id and email.',
  });
}

/** What was given, in the types of actions.yaml. Fails with usage or invalid-parameter. */
export async function givenParameters(
  entry: CatalogEntry,
  input: ParameterInput,
): Promise<Record<string, unknown>> {
  const given: Record<string, unknown> = {};
  const action = entry.name;
  for (const [name, value] of Object.entries(input.file ?? {})) {
    const schema = knownParameter(entry, name);
    if (value !== undefined) given[name] = await coerceValue({ action, name }, schema, value);
  }
  const pairs = [...bareAsPairs(entry, input.bare), ...input.pairs];
  refuseRepeated(entry, pairs);
  const listed = new Set<string>();
  if (entry.target === 'files' && input.bare.length > 0) {
    given['files'] = [...input.bare];
    listed.add('files');
  }
  for (const [name, value] of pairs) {
    const [key = '', ...inner] = name.split('.');
    const schema = knownParameter(entry, key);
    // Those on the line take the place of those in the file.
    const before = schema.type === 'array' && !listed.has(key) ? undefined : given[key];
    listed.add(key);
    given[key] = await coerceValue({ action, name }, schema, value, inner, before);
  }
  return given;
}

/** Of two values one would be dropped without a word, and with it perhaps the person who is meant. */
function refuseRepeated(entry: CatalogEntry, pairs: readonly (readonly [string, string])[]): void {
  const names = pairs.map(([name]) => name);
  const repeated = names.find(
    (name, at) =>
      names.indexOf(name) !== at && knownParameter(entry, name.split('.', 1)[0] ?? '').type !== 'array',
  );
  if (repeated === undefined) return;
  throw new IdpError('usage', `${repeated} is given more than once.`, { hint: seeParameters(entry.name) });
}

function bareAsPairs(entry: CatalogEntry, bare: readonly string[]): [string, string][] {
  if (bare.length === 0) return [];
  if (entry.target === 'files') return [];
  if (entry.target !== 'identity') {
    throw new IdpError('usage', `${entry.name} takes no bare words; write name=value for each parameter.`, {
      hint: seeParameters(entry.name),
    });
  }
  const [word = '', second] = bare;
  if (second !== undefined) {
    throw new IdpError(
      'usage',
      `${entry.name} is about one identity, and ${bare.length} bare words were given.`,
      { hint: `Write everything else as name=value. ${seeParameters(entry.name)}` },
    );
  }
  return [[canonicalIdentityId(word) === undefined ? 'email' : 'identity-id', word]];
}

function knownParameter(entry: CatalogEntry, name: string): CatalogEntry['params'][string] {
  const schema = Object.hasOwn(entry.params, name) ? entry.params[name] : undefined;
  if (schema !== undefined) return schema;
  const known = Object.keys(entry.params);
  const near = nearestNames(name, known);
  const meant =
    near.length > 0 ? `the nearest is ${near.join(', ')}` : `it has ${known.join(', ') || 'none'}`;
  throw new IdpError(
    'invalid-parameter',
    `${entry.name} has no parameter ${JSON.stringify(name)}; ${meant}.`,
    { hint: seeParameters(entry.name) },
  );
}

/** Whom it is about; blank ones are dropped from what was given, and an id made canonical there. */
export function readSelector(given: Record<string, unknown>): IdentitySelector | undefined {
  for (const name of ['identity-id', 'email']) if (isBlank(given[name])) delete given[name];
  const { 'identity-id': id, email } = given as { 'identity-id'?: string; email?: string };
  if (id !== undefined && email !== undefined) {
    throw new IdpError('usage', 'Both identity-id and email are given; exactly one says who is meant.', {
      hint: 'Leave one of them out.',
    });
  }
  if (email !== undefined) return { address: email };
  if (id === undefined) return undefined;
  const canonical = canonicalIdentityId(id);
  if (canonical === undefined) {
    throw new IdpError(
      'invalid-parameter',
      'identity-id is not a UUID (8-4-4-4-12 or 32 hexadecimal digits).',
      {
        hint: 'Give the id as idp run get-identity shows it, or find the identity with email=.',
      },
    );
  }
  given['identity-id'] = canonical;
  return { id: canonical };
}

export function refuseBlank(entry: CatalogEntry, given: Readonly<Record<string, unknown>>): void {
  const blank = Object.entries(given).find(([, value]) => isBlank(value));
  if (blank === undefined) return;
  throw new IdpError('invalid-parameter', `${blank[0]} is empty: give it a value or leave it out.`, {
    hint: seeParameters(entry.name),
  });
}

export const isBlank = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

function missingError(entry: CatalogEntry, missing: readonly string[]): IdpError {
  const example = missing.map((name) => (name.startsWith('identity-id') ? 'email=…' : `${name}=…`));
  return new IdpError('usage', `${entry.name} needs ${missing.join(', ')}.`, {
    hint: `For example: idp run ${entry.name} ${example.join(' ')}; idp show-action ${entry.name} describes them.`,
    details: { missing },
  });
}

/** All faults of a schema in one sentence. A value is never repeated: it may be a person's or a secret. */
export function sentenceOf(issues: readonly z.core.$ZodIssue[]): string {
  const faults = issues.map((issue) => {
    const where = issue.path.join('.') || 'the parameters';
    if (issue.code === 'invalid_value') return `${where} must be one of ${issue.values.join(', ')}`;
    if (issue.code === 'invalid_type') return `${where} must be of type ${issue.expected}`;
    if (issue.code === 'too_small') return `${where} must be at least ${String(issue.minimum)}`;
    if (issue.code === 'too_big') return `${where} must be at most ${String(issue.maximum)}`;
    return `${where} ${issue.code === 'custom' ? issue.message : 'is malformed'}`;
  });
  return `${faults.join('; ')}.`;
}
