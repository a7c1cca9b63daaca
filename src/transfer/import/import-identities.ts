import { statSync } from 'node:fs';
import { IdpError } from '../../errors/idp-error.ts';
import { parseGoDuration } from '../../kratos/go-duration.ts';
import { rejectsFileFor } from '../journal/reject-name.ts';
import { requireDifferentFiles } from '../../records/require-different-files.ts';
import { validationResults, wouldBeRejected } from '../check/validate-identities.ts';
import { validateInput } from '../check/validate-input.ts';
import type { ConversionParameters } from '../read/conversion-parameters.ts';
import type { ImportContext } from './import-context.ts';
import type { ImportCounts } from './import-counts.ts';
import type { ImportSettings, OnConflict } from './import-settings.ts';
import { runImport } from './run-import.ts';
import { tellingWhenInterrupted } from './telling-when-interrupted.ts';

/** The parameters of import-identities, as actions.yaml has them. */
export type ImportParameters = ConversionParameters & {
  readonly files: readonly string[];
  readonly validate: boolean;
  readonly 'on-conflict': OnConflict;
  readonly 'update-credentials': boolean;
  readonly 'hash-passwords'?: 'bcrypt' | 'argon2id' | undefined;
  readonly 'max-concurrency': number;
  readonly 'max-rate'?: number | undefined;
  readonly protect?: number | undefined;
  readonly 'max-reject-share'?: number | undefined;
  readonly 'give-up-after': string;
  readonly rejects?: string | undefined;
  readonly 'id-map'?: string | undefined;
  readonly report?: string | undefined;
};

export type ImportResults = ImportCounts & {
  readonly changed: boolean;
  readonly checked?: Record<string, unknown>;
};

/**
 * The deed of import-identities. Fails with partial where rows were rejected or are uncertain (what was done is reported
 * before), with identity-exists to stop at a conflict, with unavailable where Kratos is gone for good, with usage and
 * storage-failed.
 */
export async function importIdentities(
  parameters: ImportParameters,
  context: ImportContext,
): Promise<ImportResults> {
  const settings = settingsOf(parameters, context);
  requireOwnOutputs(parameters, context);
  if (!parameters.validate) {
    requireNewMaps(parameters, context);
    return tellingWhenInterrupted(context, () => runImport(parameters, settings, context));
  }
  const { read, rejected, ...checked } = validationResults(
    await tellingWhenInterrupted(context, () => validateInput(parameters, context)),
  );
  const results = { ...nothingDone, read, rejected, changed: false, checked };
  if (rejected === 0) return results;
  context.report(results);
  throw wouldBeRejected(results);
}

/** What is read, or holds rejected rows, is not written over. */
function requireOwnOutputs(parameters: ImportParameters, { operation }: ImportContext): void {
  const { files, mapping, 'hash-config': hashConfig } = parameters;
  const { 'id-map': idMap, report, 'hook-hashes': hookHashes } = parameters;
  const rejects = parameters.rejects ?? rejectsFileFor(files[0] ?? '-', operation);
  requireDifferentFiles([...files, mapping, hashConfig], [rejects, idMap, report, hookHashes]);
}

/** What an earlier import wrote is not in this one, such as where its rejects are imported with the same options. */
function requireNewMaps(parameters: ImportParameters, { files, operation }: ImportContext): void {
  if (files.isResumed || operation === undefined) return;
  for (const name of ['id-map', 'hook-hashes'] as const) {
    const file = parameters[name];
    if (file === undefined || !holdsSomething(file)) continue;
    throw new IdpError('usage', `${file} is there already, and is not written over.`, {
      hint: `Give --${name} the name of a new file.`,
    });
  }
}

function holdsSomething(file: string): boolean {
  try {
    const there = statSync(file);
    return there.isFile() && there.size > 0;
  } catch {
    // Whoever writes it tells what is in the way.
    return false;
  }
}

const nothingDone = { created: 0, updated: 0, unchanged: 0, skipped: 0, uncertain: 0 };

function settingsOf(parameters: ImportParameters, { files }: ImportContext): ImportSettings {
  if (parameters['update-credentials'] && parameters['on-conflict'] !== 'update') {
    throw new IdpError('usage', 'update-credentials goes with on-conflict=update.', {
      hint: 'Nothing was sent. Give both, or leave update-credentials out.',
    });
  }
  return {
    onConflict: parameters['on-conflict'],
    updateCredentials: parameters['update-credentials'],
    hashPasswords: parameters['hash-passwords'],
    maxConcurrency: parameters['max-concurrency'],
    maxRate: parameters['max-rate'],
    protectMs: parameters.protect,
    maxRejectShare: parameters['max-reject-share'],
    giveUpAfterMs: parseGoDuration(parameters['give-up-after']) ?? 0,
    includeUncertain: files.includeUncertain,
    rejects: parameters.rejects,
    idMap: parameters['id-map'],
    report: parameters.report,
  };
}
