import type { Command } from 'commander';
import type { GlobalOptions } from './options.ts';

/** Options of `idp context add`, as commander gives them. */
export type AddOptions = GlobalOptions & {
  readonly hydraAdminUrl?: string;
  readonly projectUrl?: string;
  readonly apiKey?: string;
  readonly caFile?: string;
  readonly clientCertFile?: string;
  readonly clientKeyFile?: string;
  readonly tlsServerName?: string;
  readonly insecure?: true;
  readonly bearerToken?: string;
  readonly header?: readonly string[];
  readonly secretBackend?: readonly string[];
  readonly batchTimeout?: string;
  readonly adminSchemaId?: string;
};

/** Declares them on the command: one for each key of contexts.yaml that no global option stands for. */
export function addContextOptions(add: Command): Command {
  return add
    .option('--hydra-admin-url <url>', "Hydra's admin URL")
    .option('--project-url <url>', 'an Ory Network project, in place of --admin-url and --public-url')
    .option('--api-key <secret>', 'name of the secret with the API key of that project')
    .option('--ca-file <file>', 'certificates to trust, PEM; they replace the built-in ones')
    .option('--client-cert-file <file>', 'certificate to show to the server, PEM')
    .option('--client-key-file <file>', 'its private key, PEM')
    .option('--tls-server-name <name>', "the name in the server's certificate, where it is not the host")
    .option('--insecure', 'do not verify certificates; warns at every use')
    .option('--bearer-token <secret>', 'name of the secret with a token for the admin URL')
    .option('--header <name=secret>', 'a header for the admin URL, and the secret with its value', collect)
    .option(
      '--secret-backend <backend=actions>',
      'a backend of secrets, and the actions that may read it; no other backend may be read then',
      collect,
    )
    .option('--batch-timeout <duration>', 'limit of a batch of identities (else 60s)')
    .option('--admin-schema-id <id>', 'schema of administrators (else admin_v0)');
}

const collect = (pair: string, pairs: readonly string[] = []): string[] => [...pairs, pair];
