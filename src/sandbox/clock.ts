export interface Clock {
  /** The time of day, to the millisecond. */
  now(): Date;
  /**
   * The time of day as it is stored: `2026-11-20T10:11:12.123456Z`, always of this width, so that text
   * order is time order. Two calls never give the same value: Kratos's clock is fine enough that an
   * update always changes updated_at, and scripts rely on it.
   */
  timestamp(): string;
  /**
   * The same with nine digits, as Kratos holds a time before the database cuts it to microseconds: it
   * answers a POST with this one, so the same state_changed_at differs between POST and GET.
   */
  preciseTimestamp(): string;
}

export function createClock(now: () => Date = () => new Date()): Clock {
  let last = 0;
  const timestamp = (): string => {
    last = Math.max(now().getTime() * 1000, last + 1);
    return timestampOf(last);
  };
  return {
    now,
    timestamp,
    preciseTimestamp() {
      const nanoseconds = String(Math.floor(performance.now() * 1e6) % 1000).padStart(3, '0');
      return timestamp().replace('Z', `${nanoseconds}Z`);
    },
  };
}

/** What Go prints for a time that was never set. */
export const zeroTime = '0001-01-01T00:00:00Z';

/** The stored form of a point in time that is known to the millisecond. */
export function storedTime(time: Date): string {
  return timestampOf(time.getTime() * 1000);
}

/**
 * A time of any precision as it is stored. Its offset is dropped, not reckoned with, as by Kratos, whose column
 * knows none: 01:00+01:00 is 01:00Z ever after (measured).
 */
export function toMicroseconds(time: string): string {
  const [seconds, fraction = ''] = time.replace(/(?:Z|[+-]\d\d:\d\d)$/, '').split('.', 2);
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

/** A time as Go prints it: RFC 3339 without trailing zeros in the fraction. */
export function renderTime(time: string): string {
  return time.includes('.') ? time.replace(/\.?0*(Z|[+-]\d\d:\d\d)$/, '$1') : time;
}

function timestampOf(microseconds: number): string {
  const seconds = new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 20);
  return `${seconds}${String(microseconds % 1_000_000).padStart(6, '0')}Z`;
}
