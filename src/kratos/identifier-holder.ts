import type { Identity } from '@ory/client';
import type { KratosAdmin } from './admin.ts';

/**
 * The id of the identity that keeps an identifier from all others: the one whose traits give it. A link of the same
 * text (`google:123` beside a user name google:123) keeps nobody from it.
 */
export async function identifierHolder(kratos: KratosAdmin, identifier: string): Promise<string | undefined> {
  const wanted = normalised(identifier);
  const listed = await kratos.listByCredentialIdentifier(identifier.trim());
  return listed.find((identity) => identifiersFromTraits(identity).some((one) => normalised(one) === wanted))
    ?.id;
}

function identifiersFromTraits(identity: Identity): string[] {
  return ['password', 'webauthn', 'code'].flatMap((kind) => identity.credentials?.[kind]?.identifiers ?? []);
}

/** As Kratos compares identifiers that come from traits (measured). */
const normalised = (text: string): string => text.trim().toLowerCase();
