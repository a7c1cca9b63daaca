import type { KratosAdmin } from '../../kratos/admin.ts';
import { eachOf } from '../pace/each-of.ts';
import type { ReadyRow } from '../import/import-row.ts';
import { openKnownIdentities } from './known-identities.ts';
import { canBeLookedUp, lookUpClaim } from './look-up-claim.ts';
import { claimsOfRow } from './presence-claims.ts';

/** Whether Kratos has people already, before they are sent. */
export interface Presence {
  /**
   * Of each row whether Kratos may have an identity with one of its identifiers, links, addresses or external id. `false`
   * only where it was looked, and nothing was there; `true` may be out of date: findHolders says how it is now. An address
   * that nobody logs in with is found only once all identities are known.
   */
  look(rows: readonly ReadyRow[]): Promise<readonly boolean[]>;
  close(): void;
}

export interface PresenceWorld {
  readonly admin: KratosAdmin;
  readonly workFolder: string;
  readonly signal: AbortSignal;
  /** About how many rows will still be asked for, with those that are; undefined where nobody knows, as of a pipe. */
  readonly rowsAhead?: () => number | undefined;
}

/**
 * Looks up one thing at a time as long as that is cheaper than to list everybody, which it then does, once: so it takes at
 * most twice what the better of the two would have taken, however many rows there are. Where it is known that there are many,
 * everybody is listed at once. Fails as the admin API does, and with storage-failed; what was listed until then is kept.
 */
export async function openPresence({
  admin,
  workFolder,
  signal,
  rowsAhead = () => undefined,
}: PresenceWorld): Promise<Presence> {
  let left = ((await admin.countIdentities()) ?? identitiesUntold) / identitiesALookUp;
  const known = openKnownIdentities(workFolder);
  const stretches = stretchesOfIds.map(([after, until]) => ({ after, until, isDone: false }));
  let listing: Promise<void> | undefined;

  return {
    async look(rows) {
      if (listing !== undefined || isListCheaper(rows)) {
        listing ??= listEverybody();
        await listing;
        if (known.isEmpty()) return rows.map(() => false);
        return rows.map((row) => claimsOfRow(row).some((claim) => known.has(claim)));
      }
      const held = rows.map(() => false);
      await eachOf([...rows.entries()], lookUpsAtOnce, async ([index, row]) => {
        held[index] = await mayBeThere(admin, row);
      });
      return held;
    },
    close: () => known.close(),
  };

  function isListCheaper(rows: readonly ReadyRow[]): boolean {
    const wanted = rows.reduce((sum, row) => sum + lookUpsOf(row), 0);
    const ahead = (rowsAhead() ?? 0) * (wanted / rows.length);
    left -= wanted;
    return left < 0 || ahead > left * certainty;
  }

  async function listEverybody(): Promise<void> {
    try {
      await eachOf(stretches, stretches.length, list);
    } catch (error) {
      listing = undefined;
      throw error;
    }
  }

  async function list(stretch: { after: string | undefined; until: string | undefined; isDone: boolean }) {
    if (stretch.isDone) return;
    const { after, until } = stretch;
    // Any kind brings the identifiers of all of them, and this one no secret.
    for await (const page of admin.eachPage({ include: ['code'], after, until, pageSize, signal })) {
      known.add(page);
      stretch.after = page.at(-1)?.id;
    }
    stretch.isDone = true;
  }
}

/** Twice as many take twice as long, and need more memory (measured). */
const pageSize = 250;
/** A page of them takes Kratos as long as 10 look-ups (measured). */
const identitiesALookUp = 25;
/** How many rows are ahead is guessed from the size of the input and its first rows. */
const certainty = 1.5;
/** Where the server does not say how many it has. */
const identitiesUntold = 100_000;
const lookUpsAtOnce = 4;

/** Ids are random: while a page of one half is noted, Kratos looks for one of the other. */
const middle = '7fffffff-ffff-ffff-ffff-ffffffffffff';
const stretchesOfIds: readonly (readonly [string | undefined, string | undefined])[] = [
  [undefined, middle],
  [middle, undefined],
];

/** What cannot be looked up is sent on its own, which is as much. */
const lookUpsOf = (row: ReadyRow): number => Math.max(1, claimsOfRow(row).filter(canBeLookedUp).length);

async function mayBeThere(admin: KratosAdmin, row: ReadyRow): Promise<boolean> {
  const claims = claimsOfRow(row);
  const lookedUp = claims.filter(canBeLookedUp);
  if (lookedUp.length === 0) return claims.length > 0;
  for (const claim of lookedUp) {
    const found = await lookUpClaim(admin, claim);
    if (found === undefined || found.length > 0) return true;
  }
  return false;
}
