import { readFileSync, statSync } from 'node:fs';
import { IdpError } from '../errors/idp-error.ts';
import { faultOfHashConfig } from '../passwords/convert/convert-firebase.ts';

/**
 * JSON, or as the Firebase console shows it. Fails with usage where no hash could be converted by it; it holds the key of
 * the project's hashes, so none of it is ever repeated.
 */
export function readHashConfig(file: string): string {
  const config = readRegularFile(file);
  const fault = faultOfHashConfig(config);
  if (fault === undefined) return config;
  throw usage(`The file of --hash-config does not hold the parameters of a project: ${fault}.`);
}

function readRegularFile(file: string): string {
  try {
    // A pipe may have no end, and nobody who writes to it.
    if (statSync(file).isFile()) return readFileSync(file, 'utf8');
  } catch (error) {
    throw noConfig((error as NodeJS.ErrnoException).code ?? 'unknown failure');
  }
  throw noConfig('it is not a regular file');
}

/** Without its cause, which names what may be no file. */
const noConfig = (why: string): IdpError => usage(`The file of --hash-config cannot be read (${why}).`);

const usage = (message: string): IdpError => new IdpError('usage', message, { hint: consoleShows });

const consoleShows =
  'It holds what the Firebase console shows under Authentication, Password hash parameters.';
