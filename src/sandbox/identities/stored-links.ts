import { decode, type Decoder, flag, list, struct, text } from '../go-decode.ts';

interface StoredLink {
  subject: string;
  provider: string;
  initial_id_token: string;
  initial_access_token: string;
  initial_refresh_token: string;
  organization: string;
  use_auto_link: boolean;
}

/**
 * The links of a stored configuration, oidc or saml, in the form in which Kratos writes them back whenever it adds or
 * removes one: the members it knows, with their zero values. Throws GoJsonError for what it cannot read.
 */
export function storedLinks(config: Record<string, unknown>): WrittenLink[] {
  const { providers } = decode(linksConfig, config, { strict: false });
  return providers.map(({ organization, use_auto_link: useAutoLink, ...link }) => ({
    ...link,
    ...(organization !== '' && { organization }),
    ...(useAutoLink && { use_auto_link: true }),
  }));
}

type WrittenLink = Omit<StoredLink, 'organization' | 'use_auto_link'> & Record<string, unknown>;

const provider = 'identity.CredentialsOIDCProvider';

/** What a configuration of links must look like. */
export const linksConfig: Decoder<{ providers: StoredLink[] }> = struct('identity.CredentialsOIDC', {
  providers: list(
    provider,
    struct<StoredLink>(provider, {
      subject: text,
      provider: text,
      initial_id_token: text,
      initial_access_token: text,
      initial_refresh_token: text,
      organization: text,
      use_auto_link: flag,
    }),
  ),
});
