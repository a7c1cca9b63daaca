/** RFC 3339 as Go's time.Parse reads it, which takes an hour of one digit, a comma before the fraction and an offset of 24 hours. */
export function isDateTime(text: string): boolean {
  const separator = text.indexOf('T');
  return separator !== -1 && isDate(text.slice(0, separator)) && isTime(text.slice(separator + 1));
}

/** `2026-02-28`, of a day that there is. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** A time of day with its offset; no leap seconds. */
export function isTime(text: string): boolean {
  const match = /^(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/.exec(text);
  if (match === null) return false;
  const [hour = 0, minute = 0, second = 0, offsetHours = 0, offsetMinutes = 0] = match
    .slice(1)
    .map((digits: string | undefined) => Number(digits ?? 0));
  return hour < 24 && minute < 60 && second < 60 && offsetHours <= 24 && offsetMinutes <= 60;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
