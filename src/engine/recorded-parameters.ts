import { maskAddress } from '../kratos/mask.ts';
import { typedSecret } from '../secrets/ephemeral-secrets.ts';
import { isSecretReference } from '../secrets/secret-name.ts';
import type { CatalogEntry, ParameterSchema } from './catalog.ts';

/**
 * Parameters as history keeps them: what a schema limits to known forms stays (choices, numbers, durations, ids of
 * identities and of secrets), every other text may be a person's and is masked.
 */
export function recordedParameters(
  entry: CatalogEntry,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, recorded(name, entry.params[name], value)]),
  );
}

function recorded(name: string, schema: ParameterSchema | undefined, value: unknown): unknown {
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value !== 'string') return '***';
  if (schema?.format === 'secret-reference' && value !== typedSecret && !isSecretReference(value))
    return '***';
  const harmless =
    schema?.enum !== undefined || name === 'identity-id' || harmlessFormats.has(schema?.format ?? '');
  return harmless ? value : maskAddress(value);
}

const harmlessFormats: ReadonlySet<string> = new Set(['go-duration', 'secret-reference', 'schema-id']);
