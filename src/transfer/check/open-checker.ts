import { IdpError } from '../../errors/idp-error.ts';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { type KratosVersion, measuredVersion, parseKratosVersion } from '../../passwords/kratos-version.ts';
import { openUniqueIndex } from '../../sources/unique-index.ts';
import { createChecker, type Checker, type CheckerWorld } from './create-checker.ts';

/** A checker with what it keeps on disk. */
export type OpenChecker = Checker & { close(): void };

/**
 * A checker for one input, by the schemas and the release of Kratos as they are now. Fails as reading the schemas does, and
 * with storage-failed.
 */
export async function openChecker(
  admin: Pick<KratosAdmin, 'identitySchemas' | 'release'>,
  workFolder: string,
  signal: AbortSignal,
  hashPasswords?: CheckerWorld['hashPasswords'],
): Promise<OpenChecker> {
  const schemas = await admin.identitySchemas(signal);
  const kratosVersion = await releaseOf(admin);
  const unique = openUniqueIndex(workFolder);
  const checker = createChecker({ schemas, unique, kratosVersion, hashPasswords });
  return { ...checker, close: () => unique.close() };
}

/** One that does not say is taken for the newest that is known. */
async function releaseOf(admin: Pick<KratosAdmin, 'release'>): Promise<KratosVersion> {
  try {
    return parseKratosVersion((await admin.release()) ?? '') ?? measuredVersion;
  } catch (error) {
    if (error instanceof IdpError && error.code !== 'aborted') return measuredVersion;
    throw error;
  }
}
