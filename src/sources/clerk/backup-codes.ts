import type { IdentityProblem } from '../converted-identity.ts';

type User = Readonly<Record<string, unknown>>;

export interface BackupCodes {
  readonly codes: readonly string[];
  readonly used: readonly string[];
  readonly leftOut: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/**
 * The recovery codes of a user: Clerk takes them in plain text or as hashes of bcrypt, and gives them as it has them; in
 * CSV they are one text.
 */
export function backupCodes({ backup_codes: value }: User): BackupCodes {
  const codes = codesOf(value);
  const plain = codes.filter((code) => !code.startsWith('$'));
  if (plain.length === codes.length) {
    return { codes, used: codes.length > 0 ? ['backup_codes'] : [], leftOut: [], problems: [] };
  }
  // Some are of no use without the others: nobody knows which are left on the paper.
  return { codes: [], used: [], leftOut: ['backup_codes'], problems: [hashed] };
}

function codesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((code) => typeof code === 'string');
  if (typeof value !== 'string' || value.trim() === '') return [];
  if (value.trimStart().startsWith('[')) {
    try {
      return codesOf(JSON.parse(value));
    } catch {
      return [];
    }
  }
  return value.split(/[\s|,;]+/).filter((code) => code !== '');
}

const hashed: IdentityProblem = {
  code: 'lookup-secret',
  field: 'backup_codes',
  message:
    'the recovery codes are hashes, and Kratos keeps such codes as they are; the person makes new ones',
  rejects: false,
};
