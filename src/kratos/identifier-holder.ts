import type { Identity } from '@ory/client';
import { normaliseIdentifier } from '../identifiers/normalise-identifier.ts';
import type { KratosAdmin } from './admin.ts';

/**
 * The id of the identity that keeps an identifier from all others: the one whose traits give it. A link of the same
 * text (`google:123` beside a user name google:123) keeps nobody from it.
 */
export async function identifierHolder(kratos: KratosAdmin, identifier: string): Promise<string | undefined> {
  const wanted = normaliseIdentifier(identifier);
  const listed = await kratos.listByCredentialIdentifier(identifier.trim());
  return listed.find((identity) =>
    identifiersFromTraits(identity).some((one) => normaliseIdentifier(one) === wanted),
  )?.id;
}

function identifiersFromTraits(identity: Identity): string[] {
  return ['password', 'webauthn', 'code'].flatMap((kind) => identity.credentials?.[kind]?.identifiers ?? []);
}
