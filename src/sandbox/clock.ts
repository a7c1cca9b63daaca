export interface Clock {
  /** The time of day, to the millisecond. */
  now(): Date;
  /**
   * The time of day as it is stored: `2026-11-20T10:11:12.123456Z`, always of this width, so that text
   * order is time order. Two calls never give the same value: Kratos's clock is fine enough that an
   * update always changes updated_at, and scripts rely on it.
   */
  timestamp(): string;
}

export function createClock(now: () => Date = () => new Date()): Clock {
  let last = 0;
  return {
    now,
    timestamp() {
      last = Math.max(now().getTime() * 1000, last + 1);
      return timestampOf(last);
    },
  };
}

/** The stored form of a point in time that is known to the millisecond. */
export function storedTime(time: Date): string {
  return timestampOf(time.getTime() * 1000);
}

/** A stored time as Go prints it (RFC 3339 without trailing zeros in the fraction). */
export function renderTime(stored: string): string {
  return stored.replace(/\.?0+Z$/, 'Z');
}

/**
 * A stored time with nanoseconds. Kratos answers a POST with the time as it was before the database cut
 * it to microseconds, so the same state_changed_at differs between POST and GET.
 */
export function renderNanoseconds(stored: string): string {
  const nanoseconds = String(process.hrtime.bigint() % 1000n).padStart(3, '0');
  return renderTime(stored.replace('Z', `${nanoseconds}Z`));
}

/** What Go prints for a time that was never set. */
export const zeroTime = '0001-01-01T00:00:00Z';

function timestampOf(microseconds: number): string {
  const seconds = new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 20);
  return `${seconds}${String(microseconds % 1_000_000).padStart(6, '0')}Z`;
}
