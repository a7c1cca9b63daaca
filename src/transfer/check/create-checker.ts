import type { IdentitySchema } from '../../kratos/identity-schemas.ts';
import type { KratosVersion } from '../../passwords/kratos-version.ts';
import type { AskableIndex } from '../../sources/unique-index.ts';
import type { CheckedRow, InputRow, RowProblem } from '../import/import-row.ts';
import { type CheckedBody, bodyCheck } from './check-body.ts';
import { claimKeys } from './claim-keys.ts';

export interface Checker {
  check(row: InputRow): CheckedRow;
}

export interface CheckerWorld {
  /** All that Kratos has. */
  readonly schemas: readonly IdentitySchema[];
  /** Opened for this input alone; it belongs to whoever opened it. */
  readonly unique: AskableIndex;
  readonly kratosVersion: KratosVersion;
  /** How plain passwords are hashed before they are sent; undefined where they are not. */
  readonly hashPasswords?: 'bcrypt' | 'argon2id' | undefined;
}

/**
 * Checks rows before anything is sent, so that what Kratos would refuse, fail at or drop without a word is known by line and
 * pointer. It refuses nothing that Kratos v26.2.0 takes, but where that would be lost or of no use: a hash or an authenticator
 * app that can never match, a link without a subject, a verified address that no trait has. What is unique belongs to the first
 * row that has it and is sent. `check` throws storage-failed alone.
 */
export function createChecker({ schemas, unique, kratosVersion, hashPasswords }: CheckerWorld): Checker {
  const checkBody = bodyCheck(schemas, kratosVersion, hashPasswords);
  return {
    check(row) {
      if (row.problems.some(({ rejects }) => rejects))
        return { row, problems: row.problems, ready: undefined };
      const { problems, sound } = checkBody(row.body);
      const duplicate = sound && claimKeys(unique, sound.keys, row.place);
      return {
        row,
        problems: placed(row, duplicate === undefined ? problems : [...problems, duplicate]),
        ready: duplicate === undefined ? sound?.ready : undefined,
      };
    },
  };
}

/** All problems of a row, with pointers into the row as it stands in the file. */
function placed(
  { problems: before, bodyPointer = '' }: InputRow,
  found: CheckedBody['problems'],
): readonly RowProblem[] {
  if (found.length === 0) return before;
  return [...before, ...found.map((one) => ({ ...one, pointer: `${bodyPointer}${one.pointer}` }))];
}
