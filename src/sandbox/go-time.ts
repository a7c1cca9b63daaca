import { GoJsonError } from './go-json.ts';

/**
 * An RFC 3339 time as Go's encoding/json reads it: seconds, up to nine digits of a second, and the offset
 * as it was sent (`Z` for none), which Kratos answers and then forgets (toMicroseconds).
 * Throws GoJsonError in Go's words.
 */
export function parseGoTime(text: string): string {
  let rest = text;
  const take = (pattern: RegExp, element: string): string => {
    const [taken] = pattern.exec(rest) ?? [];
    if (taken === undefined) throw unreadable(text, `cannot parse ${quoted(rest)} as ${quoted(element)}`);
    rest = rest.slice(taken.length);
    return taken;
  };
  const takeNumber = (pattern: RegExp, element: string, range: readonly [string, number, number]): number => {
    const number = Number(take(pattern, element));
    const [name, least, most] = range;
    if (number < least || number > most) throw outOfRange(text, name);
    return number;
  };

  const year = take(/^\d{4}/, '2006');
  take(/^-/, '-');
  const month = takeNumber(/^\d\d/, '01', ['month', 1, 12]);
  take(/^-/, '-');
  const day = Number(take(/^\d\d/, '02'));
  take(/^T/, 'T');
  takeNumber(/^\d\d?/, '15', ['hour', 0, 23]);
  take(/^:/, ':');
  takeNumber(/^\d\d/, '04', ['minute', 0, 59]);
  take(/^:/, ':');
  takeNumber(/^\d\d/, '05', ['second', 0, 59]);
  const [fraction = ''] = /^[.,]\d+/.exec(rest) ?? [];
  rest = rest.slice(fraction.length);
  const zone = take(/^(?:Z|[+-]\d\d:\d\d)/, 'Z07:00');
  if (rest !== '') throw new GoJsonError(`parsing time ${quoted(text)}: extra text: ${quoted(rest)}`);
  if (day < 1 || day > daysIn(Number(year), month)) throw outOfRange(text, 'day');
  refuseLooseForms(text, fraction, zone);
  return text.slice(0, 'yyyy-mm-ddThh:mm:ss'.length) + fraction.slice(0, 10) + offset(zone);
}

/** What Go's parser lets pass and its JSON decoder does not. */
function refuseLooseForms(text: string, fraction: string, zone: string): void {
  if (text.charAt(12) === ':') throw unreadable(text, `cannot parse "${text.charAt(11)}" as "15"`);
  if (fraction.startsWith(',')) throw unreadable(text, 'cannot parse "," as "."');
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  if (hours > 23) throw new GoJsonError(`parsing time ${quoted(text)}: timezone hour out of range`);
  if (minutes > 59) throw new GoJsonError(`parsing time ${quoted(text)}: timezone minute out of range`);
}

function offset(zone: string): string {
  return /^[+-]00:00$/.test(zone) ? 'Z' : zone;
}

function daysIn(year: number, month: number): number {
  // Day 0 of the next month; setFullYear takes the years below 100 as they are.
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
}

function outOfRange(text: string, element: string): GoJsonError {
  return new GoJsonError(`parsing time ${quoted(text)}: ${element} out of range`);
}

function unreadable(text: string, problem: string): GoJsonError {
  return new GoJsonError(`parsing time ${quoted(text)} as "2006-01-02T15:04:05Z07:00": ${problem}`);
}

const quoted = (text: string): string => JSON.stringify(text);
