import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import type { ReadyRow } from '../import/import-row.ts';
import { memberPointer } from '../change/member-pointer.ts';
import type { Claim } from './presence-claims.ts';

/** Where something that a row claims stands in its body, as a JSON pointer. */
export function claimPointer(create: ReadyRow['create'], { kind, value }: Claim): string {
  if (kind === 'external_id') return '/external_id';
  if (kind === 'oidc' || kind === 'saml') {
    const links = create.credentials?.[kind]?.config.providers ?? [];
    const at = links.findIndex(({ provider, subject }) => `${provider}:${subject}` === value);
    return `/credentials/${kind}/config/providers/${at}`;
  }
  const text = kind === 'address' ? value.slice(value.indexOf(':') + 1) : value;
  const isMeant = (said: string) =>
    normaliseIdentifier(said) === text ||
    (isNumber(said) && isNumber(text) && dialled(said) === dialled(text));
  return pointerOf('/traits', create.traits, isMeant) ?? '/traits';
}

function pointerOf(pointer: string, value: unknown, isMeant: (text: string) => boolean): string | undefined {
  if (typeof value === 'string') return isMeant(value) ? pointer : undefined;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = pointerOf(memberPointer(pointer, name), inner, isMeant);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Kratos keeps a telephone number without what people put between its digits. */
const dialled = (number: string): string => number.replaceAll(/[^\d+]/g, '');

const isNumber = (text: string): boolean => /^\s*\+?[\d\s()/.-]{5,}$/.test(text);
