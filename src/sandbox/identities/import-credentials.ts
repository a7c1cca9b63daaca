import { exceedsBcryptLimit } from '../../passwords/bcrypt-limit.ts';
import { hashPassword } from '../../passwords/hash-password.ts';
import { hashFormatOf } from '../../passwords/recognised-prefix.ts';
import { GoJsonError } from '../go-json.ts';
import { badRequest, KratosError } from '../kratos-error.ts';
import { newCredential } from './apply-schema.ts';
import type { ImportedCredentials, ProviderBody } from './create-body.ts';
import type { Credential, Identity } from './identity.ts';
import { storedLinks } from './stored-links.ts';

/** Imported credentials after all that takes time, hashing a clear-text password, is done. */
export interface PreparedCredentials {
  password: Credential | undefined;
  /** Undefined when the request does not mention the kind; an empty list makes an empty credential. */
  oidc: Link[] | undefined;
  saml: Link[] | undefined;
}

interface Link {
  identifier: string;
  provider: Record<string, unknown>;
}

/**
 * Prepares the credentials of a request outside of any transaction.
 * Throws the 400 of a hash that Kratos does not know and the 500 of a password above 72 bytes.
 */
export async function prepareCredentials(
  credentials: ImportedCredentials | undefined,
  bcryptCost: number,
): Promise<PreparedCredentials> {
  const { password, oidc, saml } = credentials ?? {};
  return {
    password: password && (await preparePassword(password.config, bcryptCost)),
    oidc: oidc?.config.providers.map((provider) => linkOf(provider, provider.use_auto_link)),
    saml: saml?.config.providers.map((provider) => linkOf(provider, false)),
  };
}

/** Gives an identity the prepared credentials: a password replaces, links to providers are added. */
export function importCredentials(identity: Identity, prepared: PreparedCredentials): void {
  if (prepared.password) identity.credentials.set('password', prepared.password);
  addLinks(identity, 'oidc', prepared.oidc);
  addLinks(identity, 'saml', prepared.saml);
}

type PasswordConfig = NonNullable<ImportedCredentials['password']>['config'];

async function preparePassword(config: PasswordConfig, cost: number): Promise<Credential> {
  if (config.use_password_migration_hook) {
    return newCredential('password', { hashed_password: '', use_password_migration_hook: true });
  }
  const hash = config.password === '' ? config.hashed_password : await hashed(config.password, cost);
  if (hashFormatOf(hash) === undefined) {
    throw badRequest(
      'The imported password does not match any known hash format. For more information see https://www.ory.sh/dr/2',
    );
  }
  return newCredential('password', { hashed_password: hash });
}

async function hashed(password: string, cost: number): Promise<string> {
  if (exceedsBcryptLimit(password)) {
    const length = Buffer.byteLength(password);
    throw new KratosError(
      500,
      `I[#/password] S[] the password does not fulfill the password policy because: The password must be at most 72 characters long, but got ${length}.`,
    );
  }
  return hashPassword(password, { cost });
}

function linkOf(body: Omit<ProviderBody, 'use_auto_link'>, useAutoLink: boolean): Link {
  return {
    identifier: linkIdentifier(body),
    provider: {
      subject: body.subject,
      provider: body.provider,
      initial_id_token: '',
      initial_access_token: '',
      initial_refresh_token: '',
      ...(body.organization !== null && { organization: body.organization }),
      ...(useAutoLink && { use_auto_link: true }),
    },
  };
}

/** How Kratos identifies a link to an upstream provider. */
export function linkIdentifier(link: { provider: string; subject: string }): string {
  return `${link.provider}:${link.subject}`;
}

function addLinks(identity: Identity, type: 'oidc' | 'saml', links: Link[] | undefined): void {
  if (links === undefined) return;
  const credential = identity.credentials.get(type) ?? newCredential(type, { providers: null });
  const known = knownLinks(credential.config);
  const providers = [...known, ...links.map((link) => link.provider)];
  // Kratos writes the configuration anew even if nothing is added; no list at all stays none.
  credential.config = {
    providers: providers.length === 0 ? (credential.config['providers'] ?? null) : providers,
  };
  credential.identifiers = [...credential.identifiers, ...links.map((link) => link.identifier)];
  identity.credentials.set(type, credential);
}

function knownLinks(config: Record<string, unknown>): Record<string, unknown>[] {
  try {
    return storedLinks(config);
  } catch (error) {
    if (!(error instanceof GoJsonError)) throw error;
    throw new KratosError(500, 'Code Bug Detected', {
      reason:
        'The code ended up at a place where it should not have. Please report this as an issue at https://github.com/ory/kratos',
    });
  }
}
