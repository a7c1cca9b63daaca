import type { Address } from '../account.ts';
import { isObject, objectsOf, textOf } from '../member-of-record.ts';
import { timeOf } from '../read-field.ts';
import { identifiersOf } from './credential-parts.ts';

type Identity = Readonly<Record<string, unknown>>;

/** The addresses of an identity; recovery is by address, too, and no two identities may share one. */
export function identityAddresses(identity: Identity): Address[] {
  return ['verifiable_addresses', 'recovery_addresses'].flatMap((list) =>
    objectsOf(identity[list]).flatMap(({ object }) => {
      const { value, via, verified, verified_at: verifiedAt } = object;
      const text = textOf(value);
      if (text === undefined || (via !== 'email' && via !== 'sms')) return [];
      return [{ via, value: text, verified: verified === true, verifiedAt: timeOf(verifiedAt) }];
    }),
  );
}

/** What a person types at login; in files that were made to be taken, only the names of traits tell it. */
export function identityNames({ credentials, traits }: Identity): string[] {
  const listed = typedTypes.flatMap((type) => identifiersOf(credentials, type));
  if (listed.length > 0 || !isObject(traits)) return listed;
  return ['email', 'username'].flatMap((name) => textOf(traits[name]) ?? []);
}

const typedTypes = ['password', 'code', 'webauthn'];
