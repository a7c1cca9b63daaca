import { IdpError } from '../errors/idp-error.ts';
import type { SecretBackends } from '../secrets/narrowing.ts';

/**
 * One Kratos that an operator works with, as contexts.yaml says it: either admin-url (and what belongs to it), or
 * project-url and api-key of an Ory Network project. Secrets are never in it, only references to them.
 */
export type KratosContext = {
  /** http, https, or unix:///path of a socket. */
  readonly 'admin-url'?: string;
  readonly 'public-url'?: string;
  readonly 'hydra-admin-url'?: string;
  /** An Ory Network project: stands for admin-url and public-url. */
  readonly 'project-url'?: string;
  /** A secret reference, sent as bearer token. */
  readonly 'api-key'?: string;
  /** Certificates to trust instead of those that come with Node, PEM. */
  readonly 'ca-file'?: string;
  readonly 'client-cert-file'?: string;
  readonly 'client-key-file'?: string;
  /** The name that the server's certificate must be for, where it is not the host of the URL. */
  readonly 'tls-server-name'?: string;
  /** Does not verify certificates at all. */
  readonly insecure?: boolean;
  /** A secret reference. */
  readonly 'bearer-token'?: string;
  readonly headers?: Readonly<Record<string, HeaderSource>>;
  /** Which actions may read secrets of which backend; all of them where absent. */
  readonly 'secret-backends'?: SecretBackends;
  /** Limit of one request, a Go duration; 10s where absent. */
  readonly timeout?: string;
  /** Limit of one batch of identities, before what its passwords take; 60s where absent. */
  readonly 'batch-timeout'?: string;
  /** Schema of administrators; admin_v0 where absent. */
  readonly 'admin-schema-id'?: string;
};

/** Where a header's value comes from: a secret reference, or a text that is no secret. */
export type HeaderSource = string | { readonly value: string };

export type Contexts = {
  readonly current: string | null;
  readonly contexts: Readonly<Record<string, KratosContext>>;
};

/** The context of a name. Fails with usage, naming those there are. */
export function contextNamed(contexts: Contexts, name: string): KratosContext {
  const context = Object.hasOwn(contexts.contexts, name) ? contexts.contexts[name] : undefined;
  if (context !== undefined) return context;
  const names = Object.keys(contexts.contexts);
  throw new IdpError('usage', `There is no context ${JSON.stringify(name)}.`, {
    hint:
      names.length === 0
        ? 'Add one: idp context add NAME --admin-url URL.'
        : `There are: ${names.join(', ')}.`,
  });
}

/** The URLs that a context stands for; of an Ory Network project both are that of the project. */
export function contextUrls(context: KratosContext): {
  readonly adminUrl: string;
  readonly publicUrl: string | undefined;
} {
  const project = context['project-url'];
  if (project !== undefined) return { adminUrl: project, publicUrl: project };
  return { adminUrl: context['admin-url'] ?? '', publicUrl: context['public-url'] };
}
