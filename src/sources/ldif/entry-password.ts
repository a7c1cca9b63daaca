import { convertLdap } from '../../passwords/convert/convert-ldap.ts';
import { type Conversion, nothing, refused } from '../../passwords/convert/conversion.ts';
import { unlockLdap } from '../../passwords/convert/unlock-ldap.ts';
import type { SourceRecord } from '../../records/record.ts';
import type { AccountPassword } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import { isEmpty } from '../read-field.ts';
import { isBinary } from './binary-values.ts';

export interface EntryPassword {
  readonly password: AccountPassword | undefined;
  readonly problems: readonly IdentityProblem[];
}

/** The password of an entry: of several values, each of which would do for the directory, the one of most use to Kratos. */
export function entryPassword(entry: SourceRecord['value']): EntryPassword {
  const { userPassword, unicodePwd } = entry;
  if (isEmpty(userPassword)) {
    if (isEmpty(unicodePwd)) return { password: undefined, problems: [noPassword] };
    return { password: { field: 'unicodePwd', conversion: refused(noHashOfWindows) }, problems: [] };
  }
  const values: readonly unknown[] = Array.isArray(userPassword) ? userPassword : [userPassword];
  const conversions = values.map(convertValue).toSorted((one, other) => use[one.to] - use[other.to]);
  const [conversion] = conversions;
  return {
    password: conversion === undefined ? undefined : { field: 'userPassword', conversion },
    problems: conversions.length > 1 ? [severalPasswords] : [],
  };
}

const use: Readonly<Record<Conversion['to'], number>> = {
  kratos: 0,
  hook: 1,
  plain: 2,
  refused: 3,
  nothing: 4,
};

function convertValue(value: unknown): Conversion {
  if (typeof value !== 'string') {
    return refused(isBinary(value) ? 'userPassword is neither a hash nor a text' : 'userPassword is no text');
  }
  // As passwd -l locks an account, in a directory: before the scheme or behind it.
  return unlockLdap(value) === undefined
    ? convertLdap(value)
    : nothing('the password is locked by an exclamation mark');
}

const noHashOfWindows =
  'Active Directory gives out no hash that could be brought over; the person has to set a password by recovery';

const severalPasswords: IdentityProblem = {
  code: 'password',
  field: 'userPassword',
  message: 'userPassword has several values, and Kratos keeps one; the first that can be brought over is',
  rejects: false,
};

/** Nobody but a manager of the directory may read it. */
const noPassword: IdentityProblem = {
  code: 'password',
  field: 'userPassword',
  message:
    'the entry has no userPassword (slapcat gives it out, and ldapsearch to a manager; Active Directory does not): the person has to set a password by recovery',
  rejects: false,
};
