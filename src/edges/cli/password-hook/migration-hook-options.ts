import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { checkUrl } from '../../../kratos/kratos-urls.ts';
import type { SandboxOptions } from '../../../sandbox/start.ts';
import { commandLineSecrets } from '../command-line-secrets.ts';
import type { GlobalOptions } from '../options.ts';
import { chosenNarrowing } from './chosen-narrowing.ts';
import { readHookKey } from './hook-secret.ts';

/** Of `idp sandbox`: the hook that it asks. */
export type MigrationHookOptions = GlobalOptions & {
  readonly passwordHook?: string;
  readonly passwordHookKeySecretId?: string;
  readonly passwordHookKeyHeader: string;
};

/** Fails with usage, and as reading a secret does. Undefined without --password-hook. */
export async function readMigrationHook(
  host: Host,
  options: MigrationHookOptions,
): Promise<SandboxOptions['migrationHook']> {
  const { passwordHook, passwordHookKeySecretId: secretId, passwordHookKeyHeader: header } = options;
  if (passwordHook === undefined) {
    if (secretId === undefined) return undefined;
    throw new IdpError('usage', '--password-hook-key-secret-id goes with --password-hook.', {
      hint: 'Give the URL of the hook, or leave out its key.',
    });
  }
  const url = checkUrl(passwordHook, '--password-hook');
  if (/^unix:/i.test(url)) {
    throw new IdpError('usage', '--password-hook is not an http or https URL.', {
      hint: 'idp password-hook serve prints its own.',
    });
  }
  if (secretId === undefined) return { url };
  const { signal } = host.interruption();
  const secrets = commandLineSecrets(host, options, signal, () => chosenNarrowing(host, options));
  const key = await readHookKey(secrets, '--password-hook-key-', { secretId, header });
  return { url, key: { header, value: key.reveal() } };
}
