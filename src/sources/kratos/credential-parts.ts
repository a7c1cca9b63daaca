import { isObject, textOf } from '../member-of-record.ts';

/** What a credential is made of; nothing where it is not shown. */
export function configOf(credential: unknown): Readonly<Record<string, unknown>> {
  const config = isObject(credential) ? credential['config'] : undefined;
  return isObject(config) ? config : {};
}

/** What belongs to one identity alone in credentials of this type. */
export function identifiersOf(credentials: unknown, type: string): string[] {
  const credential = isObject(credentials) ? credentials[type] : undefined;
  const identifiers = isObject(credential) ? credential['identifiers'] : undefined;
  return Array.isArray(identifiers) ? identifiers.flatMap((one) => textOf(one) ?? []) : [];
}
