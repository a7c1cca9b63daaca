import { errorTable, type ErrorCode } from '../../errors/error-table.ts';
import type { IdpError } from '../../errors/idp-error.ts';
import type { KratosAdmin } from '../../kratos/admin.ts';
import { maskAddress } from '../../kratos/mask.ts';
import type { ProbedLogin } from '../../kratos/probe-login.ts';
import { eachOf } from '../pace/each-of.ts';
import type { KnownLogin } from './read-logins.ts';

/** How known logins ended; the others are all of `tried`. */
export interface ProbedLogins {
  readonly tried: number;
  readonly accepted: number;
  /** The password is right, and what Kratos asks for next is a second factor. */
  readonly secondFactor: number;
  /** The password is right, and the identity inactive. */
  readonly inactive: number;
  readonly refused: number;
  /** What Kratos did not answer as a login, by the code of the error. */
  readonly failed: Readonly<Partial<Record<ErrorCode, number>>>;
  /** Rows that hold no login; they are not tried. */
  readonly unusable: number;
}

/** A login that did not go as it should, without its password. */
export interface TroubledLogin {
  readonly line: number | undefined;
  /** Masked; undefined of a row that holds none. */
  readonly identifier: string | undefined;
  readonly end: 'refused' | 'inactive' | ErrorCode | 'unusable';
  /** Why not, where that is not all in the word. */
  readonly reason: string | undefined;
}

/**
 * Logs in with known passwords, so many at once and each when `turn` says so, and tells of those who do not come in. Fails
 * where Kratos cannot be asked at all, since all that follow would fail, too.
 */
export async function probeLogins({
  logins,
  admin,
  concurrency,
  turn,
  signal,
  onTrouble,
}: {
  readonly logins: AsyncIterable<KnownLogin>;
  readonly admin: Pick<KratosAdmin, 'probeLogin'>;
  readonly concurrency: number;
  readonly turn: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly onTrouble: (login: TroubledLogin) => void;
}): Promise<ProbedLogins> {
  const counts = { tried: 0, accepted: 0, secondFactor: 0, inactive: 0, refused: 0, unusable: 0 };
  const failed: Partial<Record<ErrorCode, number>> = {};

  async function one(login: KnownLogin): Promise<void> {
    if ('unusable' in login) {
      counts.unusable += 1;
      onTrouble({ line: login.line, identifier: undefined, end: 'unusable', reason: login.unusable });
      return;
    }
    await turn();
    signal.throwIfAborted();
    note(login.line, login.identifier, await admin.probeLogin(login, signal));
  }

  function note(line: number | undefined, identifier: string, ended: ProbedLogin): void {
    const trouble = { line, identifier: maskAddress(identifier.trim()), reason: undefined };
    if (typeof ended === 'object') {
      const { code } = ended.error;
      if (endsAll(ended.error)) throw ended.error;
      failed[code] = (failed[code] ?? 0) + 1;
      onTrouble({ ...trouble, end: code, reason: ended.error.recorded });
    } else {
      counts[ended === 'second-factor' ? 'secondFactor' : ended] += 1;
      if (ended === 'refused' || ended === 'inactive') onTrouble({ ...trouble, end: ended });
    }
    counts.tried += 1;
  }

  await eachOf(logins, concurrency, one);
  return { ...counts, failed };
}

/** What says nothing of this login alone. */
const endsAll = ({ code }: IdpError): boolean =>
  errorTable[code].retry || ['aborted', 'unauthorised', 'forbidden', 'usage'].includes(code);
