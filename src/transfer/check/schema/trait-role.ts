import { normaliseIdentifier } from '../../../identifiers/normalise-identifier.ts';
import { claimKinds } from '../claim-kinds.ts';
import { isEmail } from '../formats/email-address.ts';
import { internationalNumber, mayBePhoneNumber } from '../formats/phone-number.ts';

/** What a trait is to Kratos, by `ory.sh/kratos` beside it. */
export interface TraitRole {
  readonly claims: readonly RoleClaim[];
  /** The format that the role itself demands of a value which does not have it, besides what `format` says. */
  readonly demand: (value: unknown) => 'email' | 'tel' | undefined;
}

/** Something that nobody else may have: a name to log in with, an address to verify, or one to recover with. */
export interface RoleClaim {
  readonly as: 'identifier' | 'verifiable' | 'recovery';
  readonly via: Channel | undefined;
  /** One bit of claimKinds. */
  readonly kind: number;
  /** As Kratos keeps it. */
  readonly kept: (text: string, normal: string) => string;
  /** As it tells those of one identity apart, before it makes them what it keeps: where only the latter are equal, it fails. */
  readonly before: (text: string) => string;
}

export type Channel = 'email' | 'sms';

/**
 * The role that a trait has by its schema; undefined for none. Kratos does not start with a channel that is none of the
 * two (measured).
 */
export function traitRole(format: unknown, extension: unknown): TraitRole | undefined {
  const credentials = memberOf(extension, 'credentials');
  const code = memberOf(credentials, 'code');
  const codeVia = memberOf(code, 'identifier') === true ? channelOf(code) : undefined;
  const verification = channelOf(memberOf(extension, 'verification'));
  const recovery = channelOf(memberOf(extension, 'recovery'));
  const isUnformatted = format === undefined || format === '';
  const claims: RoleClaim[] = [];
  for (const type of ['password', 'webauthn'] as const) {
    if (memberOf(memberOf(credentials, type), 'identifier') === true) {
      claims.push({
        as: 'identifier',
        via: undefined,
        kind: claimKinds[type],
        kept: asNormal,
        before: outerBlanks,
      });
    }
  }
  if (codeVia !== undefined) {
    const kept = codeVia === 'sms' ? internationalNumber : asNormal;
    const before = codeVia === 'sms' ? nothing : addressAsIs;
    claims.push({ as: 'identifier', via: codeVia, kind: claimKinds.code, kept, before });
  }
  if (verification !== undefined) {
    const before =
      format === 'email' || (isUnformatted && verification === 'email') ? normaliseIdentifier : trimmed;
    claims.push({
      as: 'verifiable',
      via: verification,
      kind: claimKinds.verifiable[verification],
      kept: asNormal,
      before,
    });
  }
  if (recovery !== undefined) {
    const before = recovery === 'email' ? normaliseIdentifier : trimmed;
    claims.push({
      as: 'recovery',
      via: recovery,
      kind: claimKinds.recovery[recovery],
      kept: asNormal,
      before,
    });
  }
  if (claims.length === 0) return undefined;
  const isEmailWanted = recovery === 'email' || (verification === 'email' && isUnformatted);
  const isTelWanted = recovery === 'sms' || codeVia === 'sms';
  return {
    claims,
    demand(value) {
      if (isEmailWanted && !(typeof value === 'string' && isEmail(value))) return 'email';
      if (isTelWanted && !(typeof value === 'string' && mayBePhoneNumber(value))) return 'tel';
      return undefined;
    },
  };
}

const asNormal = (_text: string, normal: string): string => normal;
const outerBlanks = (text: string): string => text.replace(text.trim(), '.');
const addressAsIs = (text: string): string => (text.includes('@') ? '' : text);
const nothing = (): string => '';
const trimmed = (text: string): string => text.trim();

function channelOf(holder: unknown): Channel | undefined {
  const via = memberOf(holder, 'via');
  return via === 'email' || via === 'sms' ? via : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
