import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeError } from '../../engine/outcome.ts';
import { signalExit } from '../../errors/error-table.ts';
import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { checkUrl } from '../../kratos/kratos-urls.ts';
import { sandboxFile } from './files.ts';
import type { GlobalOptions } from './options.ts';
import { renderError } from './render-end.ts';
import { type MigrationHookOptions, readMigrationHook } from './password-hook/migration-hook-options.ts';
import { readSeed, seeding, type SeedOptions } from './seed-options.ts';

export type SandboxCommandOptions = GlobalOptions &
  SeedOptions &
  MigrationHookOptions & {
    readonly port: string;
    readonly publicPort: string;
    readonly dataDir?: string;
    readonly memory?: true;
    readonly schema?: readonly string[];
    readonly recoveryUi?: string;
    readonly settingsUi?: string;
    readonly allowedReturnUrl?: readonly string[];
    readonly bcryptCost: string;
  };

/**
 * `idp sandbox`: serves the embedded Kratos until a signal ends it; that is its regular end, exit 0. The URLs are
 * printed when it answers and --seed is done.
 */
export async function sandboxCommand(host: Host, options: SandboxCommandOptions): Promise<number> {
  const interruption = host.interruption();
  const { signal } = interruption;
  if (options.memory === true && options.dataDir !== undefined) {
    throw new IdpError('usage', 'Give either --data-dir or --memory, not both.', { hint });
  }
  const seed = readSeed(options);
  const migrationHook = await readMigrationHook(host, options);
  const settings = {
    database: databaseOf(host, options),
    adminPort: wholeNumber('--port', options.port, 0, 65_535),
    publicPort: wholeNumber('--public-port', options.publicPort, 0, 65_535),
    bcryptCost: wholeNumber('--bcrypt-cost', options.bcryptCost, 4, 20),
    ...(options.schema === undefined ? {} : { schemas: options.schema.map(readSchema) }),
    ...(options.recoveryUi === undefined
      ? {}
      : { recoveryUrl: checkUrl(options.recoveryUi, '--recovery-ui') }),
    ...(options.settingsUi === undefined
      ? {}
      : { settingsUrl: checkUrl(options.settingsUi, '--settings-ui') }),
    ...(options.allowedReturnUrl === undefined
      ? {}
      : { allowedReturnUrls: options.allowedReturnUrl.map((url) => checkUrl(url, '--allowed-return-url')) }),
    ...(seed === undefined ? {} : { fill: seeding(seed, host, signal) }),
    ...(migrationHook === undefined ? {} : { migrationHook }),
  };
  const { startEmbedded } = await import('./start-embedded.ts');
  let sandbox;
  try {
    sandbox = await startEmbedded(settings);
  } catch (error) {
    if (!signal.aborted) throw error;
    host.stderr.write(renderError(outcomeError(toIdpError(error)), host));
    return signalExit[interruption.received() ?? 'SIGINT'];
  }
  host.stdout.write(`${sandbox.adminUrl}\n${sandbox.publicUrl}\n`);
  if (!signal.aborted) {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }
  await sandbox.close();
  return 0;
}

const hint = 'idp sandbox --help lists its options.';
const mend = 'Give --schema id=FILE a JSON file that holds one identity schema.';

function databaseOf(host: Host, options: SandboxCommandOptions): string {
  if (options.memory === true) return ':memory:';
  return options.dataDir === undefined ? sandboxFile(host) : join(options.dataDir, 'sandbox.db');
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new IdpError('usage', `${option} must be a whole number from ${least} to ${most}.`, { hint });
}

/** `id=FILE`: an identity schema, JSON. */
function readSchema(option: string): { id: string; schema: object } {
  const [id = '', ...rest] = option.split('=');
  const file = rest.join('=');
  if (id === '' || file === '') {
    throw new IdpError('usage', '--schema is written id=FILE, as in --schema default=./person.schema.json.', {
      hint,
    });
  }
  let schema: unknown;
  try {
    schema = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('usage', `The schema ${id} in ${file} cannot be read: ${why}.`, { hint: mend });
  }
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) {
    throw new IdpError('usage', `The schema ${id} in ${file} is not a JSON object.`, { hint: mend });
  }
  return { id, schema };
}
