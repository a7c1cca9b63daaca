import { IdpError } from '../errors/idp-error.ts';

/** The one sentence for a catalog entry without its file, at run time and when the command is built. */
export function missingHandler(name: string, cause?: unknown): IdpError {
  return new IdpError(
    'catalog-invalid',
    `actions.yaml has ${name}, but its handler actions/${name}.ts is missing.`,
    cause === undefined ? {} : { cause },
  );
}
