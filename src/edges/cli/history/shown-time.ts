/**
 * A recorded time (ISO 8601 in UTC) for eyes: to the second, in local time as Juju's tables have it, or with `utc` as it
 * is recorded, with its Z. Empty where there is none.
 */
export function shownTime(recorded: string | null, utc: boolean): string {
  if (recorded === null) return '';
  const time = new Date(recorded);
  if (utc) return `${time.toISOString().slice(0, 19)}Z`;
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-');
  return `${date}T${[time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':')}`;
}

/** Only the time of day, for lines that come as they happen. */
export const shownClock = (recorded: string, utc: boolean): string => shownTime(recorded, utc).slice(11, 19);

const twoDigits = (number: number): string => String(number).padStart(2, '0');
