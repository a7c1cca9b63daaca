import { exceedsBcryptLimit } from '../../passwords/bcrypt-limit.ts';
import { inspectHash } from '../../passwords/inspect-hash.ts';
import type { KratosVersion } from '../../passwords/kratos-version.ts';
import type { RowProblem } from '../import/import-row.ts';
import type { PasswordMembers } from './body-members.ts';

export interface CheckedPassword {
  /** The one of the three that Kratos would take; undefined where a problem rejects the row. */
  readonly config:
    | { hashed_password: string }
    | { password: string }
    | { use_password_migration_hook: true }
    | undefined;
  readonly problems: readonly RowProblem[];
}

/**
 * Gives the check of what stands in `credentials.password.config`. Kratos looks at the beginning of a hash alone, and a login with
 * one that it took may still never succeed (measured): both is looked at here. Of several ways it takes the hook first, then the
 * plain password, and drops the others without a word. Bcrypt takes 72 bytes: in Kratos, or here as `hashAs` says.
 */
export function passwordCheck(
  version: KratosVersion,
  hashAs?: 'bcrypt' | 'argon2id',
): (password: PasswordMembers) => CheckedPassword {
  const hashProblems = hashCheck(version);
  return ({ hashed_password: hash = '', password: plain = '', use_password_migration_hook: hook }) => {
    if (hook === true) {
      const problems = plain === '' && hash === '' ? [] : [dropped('the password or hash beside it', 'hook')];
      return { config: { use_password_migration_hook: true }, problems };
    }
    if (plain !== '') {
      if (hashAs !== 'argon2id' && exceedsBcryptLimit(plain))
        return { config: undefined, problems: [tooLong] };
      return {
        config: { password: plain },
        problems: hash === '' ? [] : [dropped('the hash beside it', 'plain')],
      };
    }
    if (hash === '') return { config: undefined, problems: [none] };
    return { config: { hashed_password: hash }, problems: hashProblems(hash) };
  };
}

const pointer = '/credentials/password';

function hashCheck(version: KratosVersion): (hash: string) => readonly RowProblem[] {
  const soundBeginnings = new Set<string>();
  return (hash) => {
    // Most exports are bcrypt throughout. Of one that is written as bcrypt writes, variant and cost alone decide the rest.
    const beginning = hash.slice(0, bcryptBeginning);
    const isPlainBcrypt = wholeBcrypt.test(hash);
    if (isPlainBcrypt && soundBeginnings.has(beginning)) return [];
    const { canMatch, reason = '', advice = '', caution, code } = inspectHash(hash, version);
    if (canMatch && caution === undefined) {
      if (isPlainBcrypt) soundBeginnings.add(beginning);
      return [];
    }
    const sentence = canMatch ? (caution ?? '') : `${reason} ${advice}`;
    return [
      {
        code: 'password',
        pointer: `${pointer}/config/hashed_password`,
        message: sentence.trim().replace(/\.$/, ''),
        rule: code ?? 'caution',
        rejects: !canMatch,
      },
    ];
  };
}

const bcryptBeginning = '$2b$12$'.length;
const wholeBcrypt = /^\$2[aby]\$\d\d\$[./A-Za-z\d]{52}[.CGKOSWaeimquy26]$/;

const tooLong: RowProblem = {
  code: 'password',
  pointer: `${pointer}/config/password`,
  message:
    'the password is above the 72 bytes that bcrypt takes, and Kratos would refuse a whole batch for it; leave it out and let the person choose another by recovery, give a hash, or have it hashed here with hash-passwords=argon2id',
  rule: 'maxLength: 72 bytes',
  rejects: true,
};

const none: RowProblem = {
  code: 'password',
  pointer,
  message:
    'there is neither a password nor a hash, which Kratos refuses; leave credentials.password out for a person without a password',
  rule: 'required: hashed_password',
  rejects: true,
};

function dropped(what: string, kept: 'hook' | 'plain'): RowProblem {
  const taken = kept === 'hook' ? 'asks the migration hook' : 'takes the plain password';
  return {
    code: 'password',
    pointer: `${pointer}/config`,
    message: `Kratos ${taken} and drops ${what}; leave out what is not meant`,
    rule: 'one of several',
    rejects: false,
  };
}
