import { unlockLdap } from '../../passwords/convert/unlock-ldap.ts';
import type { SourceRecord } from '../../records/record.ts';
import { flagOf } from '../read-field.ts';
import { textsOf } from './entry-attributes.ts';

/**
 * Whether an account is closed. A time in pwdAccountLockedTime is that of too many wrong passwords, which ends by itself;
 * `000001010000Z` is an administrator's lock (slapo-ppolicy(5)). userAccountControl: 2 is ACCOUNTDISABLE.
 */
export function entryState(entry: SourceRecord['value'], now: Date): 'active' | 'inactive' {
  const one = (name: string): string => textsOf(entry, name)[0] ?? '';
  const isClosed =
    one('pwdAccountLockedTime').startsWith('000001010000') ||
    ['nsAccountLock', 'ds-pwp-account-disabled', 'loginDisabled'].some(
      (name) => flagOf(one(name)) === true,
    ) ||
    isLocked(textsOf(entry, 'userPassword')) ||
    textsOf(entry, 'nsRoleDN').some((role) => /^cn=ns(?:managed)?disabledrole,/i.test(role)) ||
    (Number(one('userAccountControl')) & 2) !== 0 ||
    isPast(millisecondsOfDays(one('shadowExpire')), now) ||
    isPast(millisecondsOfFileTime(one('accountExpires')), now) ||
    isPast(millisecondsOfTime(one('krbPrincipalExpiration')), now);
  return isClosed ? 'inactive' : 'active';
}

/** With nothing but locked hashes, as `passwd -l` does it; without the lock a message of recovery would open the account. */
function isLocked(passwords: readonly string[]): boolean {
  return passwords.length > 0 && passwords.every((password) => unlockLdap(password) !== undefined);
}

function isPast(milliseconds: number | undefined, now: Date): boolean {
  return milliseconds !== undefined && milliseconds < now.getTime();
}

/** Days since 1970; empty or -1 for never (shadow(5)). */
function millisecondsOfDays(text: string): number | undefined {
  return /^\d{1,7}$/.test(text) ? Number(text) * 86_400_000 : undefined;
}

/** `20240115103000Z` (RFC 4517, generalised time). */
function millisecondsOfTime(text: string): number | undefined {
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text)?.slice(1).map(Number);
  const [year = 0, month = 0, day, hour, minute, second] = time ?? [];
  return time === undefined ? undefined : Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Of Windows: units of 100 ns since 1601; 0 and 2^63 - 1 for never. */
function millisecondsOfFileTime(text: string): number | undefined {
  return /^[1-9]\d{0,17}$/.test(text) ? Number(BigInt(text) / 10_000n) - 11_644_473_600_000 : undefined;
}
