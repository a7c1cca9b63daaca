import { IdpError } from '../errors/idp-error.ts';
import type { FieldOrigin } from './field-map.ts';
import { parseFieldPath } from './field-path.ts';
import { canonicalTarget, targetFault } from './mapping-target.ts';

/**
 * `TARGET=FIELD` of `--map`: `traits.email=email`. Without a field it takes a default of the source away. Fails with
 * usage.
 */
export function parseMapArgument(text: string): readonly [target: string, origin: FieldOrigin | undefined] {
  const at = text.indexOf('=');
  if (at < 1) throw refused('--map', 'TARGET=FIELD is expected, such as traits.email=email');
  const target = canonicalTarget(text.slice(0, at).trim());
  const from = text.slice(at + 1).trim();
  const fault = targetFault(target, 'map');
  if (fault !== undefined) throw refused('--map', fault);
  if (from === '') return [target, undefined];
  if (target === 'credentials.oidc') {
    throw refused(
      '--map',
      'credentials.oidc needs the name of a provider, such as credentials.oidc.google=google_id',
    );
  }
  if (parseFieldPath(from) === undefined)
    throw refused('--map', `the field of ${target} has an empty name in its path`);
  return [target, { from }];
}

/**
 * `PATH=TEXT` of `--set`, or `PATH:=JSON` for numbers, flags, lists and objects: `metadata_admin.migrated_at=2026-11-21`.
 * Fails with usage.
 */
export function parseSetArgument(text: string): readonly [target: string, value: unknown] {
  const [, target = '', typed, value = ''] = /^([^=]*?)(:?)=(.*)$/s.exec(text) ?? [];
  if (target === '') {
    throw refused(
      '--set',
      'PATH=TEXT or PATH:=JSON is expected, such as metadata_admin.migrated_at=2026-11-21',
    );
  }
  const fault = targetFault(target, 'set');
  if (fault !== undefined) throw refused('--set', fault);
  const constant = typed === '' ? value : fromJson(target, value);
  const wrong = constantFault(target, constant);
  if (wrong !== undefined) throw refused('--set', wrong);
  return [target, constant];
}

/** What is wrong with a constant as one sentence without its full stop, or undefined. */
export function constantFault(target: string, value: unknown): string | undefined {
  if (target === 'state')
    return value === 'active' || value === 'inactive' ? undefined : 'state is active or inactive';
  if (target !== 'schema_id') return undefined;
  return typeof value === 'string' && value !== ''
    ? undefined
    : 'schema_id is the name of an identity schema';
}

/** `NAME=ID` of `--provider`: what the source calls a provider, and its id in the configuration of Kratos. Fails with usage. */
export function parseProviderArgument(text: string): readonly [name: string, id: string] {
  const at = text.lastIndexOf('=');
  const name = text.slice(0, Math.max(at, 0)).trim();
  const id = text.slice(at + 1).trim();
  if (name === '' || id === '') {
    throw refused('--provider', 'NAME=ID is expected, such as google-oauth2=google');
  }
  return [name, id];
}

function fromJson(target: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refused('--set', `what follows := for ${target} is no JSON; for a text write ${target}=TEXT`);
  }
}

function refused(option: string, what: string): IdpError {
  return new IdpError('usage', `${option}: ${what}.`, {
    hint: 'docs/mapping.md has all targets, with examples.',
  });
}
