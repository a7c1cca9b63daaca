import type { FieldOrigin } from './field-map.ts';

/** Thrown by readField: one sentence without the value. */
export class FieldError extends Error {}

/**
 * A value of a record as its mapping wants it. Undefined for what is empty: null, an empty text, list or object.
 * Throws FieldError.
 */
export function readField(value: unknown, origin: FieldOrigin): unknown {
  if (isEmpty(value)) return undefined;
  const read = readers[origin.as ?? 'as-it-is'](value);
  if (origin.values === undefined || isEmpty(read)) return isEmpty(read) ? undefined : read;
  const word = typeof read === 'object' ? JSON.stringify(read) : `${read as string | number | boolean}`;
  if (!origin.values.has(word)) {
    throw new FieldError(
      `its value is none of ${[...origin.values.keys()].join(', ')}; add it to \`values\` of the mapping`,
    );
  }
  return origin.values.get(word);
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

const readers: Readonly<Record<NonNullable<FieldOrigin['as']> | 'as-it-is', (value: unknown) => unknown>> = {
  'as-it-is': (value) => value,
  text: (value) =>
    typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`,
  number: (value) => {
    const number = typeof value === 'string' ? Number(value.trim() === '' ? Number.NaN : value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw new FieldError('a number is expected');
    return number;
  },
  boolean: (value) => {
    const flag = flagOf(value);
    if (flag === undefined) throw new FieldError('true or false is expected (also t/f, yes/no, 1/0)');
    return flag;
  },
  json: (value) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw new FieldError('JSON is expected');
    }
  },
  list: (value) => {
    if (typeof value !== 'string') return Array.isArray(value) ? value : [value];
    const items = value.split(/[,;|]/).map((item) => item.trim());
    return items.filter((item) => item !== '');
  },
  first: (value) => (Array.isArray(value) ? value.find((item) => !isEmpty(item)) : value),
  time: (value) => {
    const time = timeOf(value);
    if (time === undefined)
      throw new FieldError('a time is expected (ISO 8601, or seconds or milliseconds since 1970)');
    return time;
  },
};

/** What exports write for true and false. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = wordOf(value).toLowerCase();
  if (['true', 't', 'yes', 'y', '1'].includes(word)) return true;
  if (['false', 'f', 'no', 'n', '0'].includes(word)) return false;
  return undefined;
}

/**
 * A time as ISO 8601 in UTC: of ISO 8601 itself, of `2024-01-15 10:30:00.000000+00` as databases write it (UTC where it
 * names no zone), of seconds or milliseconds since 1970.
 */
export function timeOf(value: unknown): string | undefined {
  const text = wordOf(value);
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  if (/^\d{12,13}$/.test(text)) return new Date(Number(text)).toISOString();
  const [, day, clock = '00:00:00', fraction = '', zone = 'Z'] = timeForm.exec(text) ?? [];
  if (day === undefined) return undefined;
  const hours = /^[-+]\d\d$/.test(zone)
    ? `${zone}:00`
    : /^[-+]\d{4}$/.test(zone)
      ? `${zone.slice(0, 3)}:${zone.slice(3)}`
      : zone;
  const time = new Date(`${day}T${clock}${fraction.slice(0, 4)}${hours.toUpperCase().replace('UTC', 'Z')}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/**
 * Whether something is a time at which anything can have happened: programs write 0001-01-01 and 1970-01-01 for no time.
 */
export function hasHappened(value: unknown): boolean {
  return (timeOf(value) ?? '') > '1971';
}

const timeForm = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)? ?(Z|UTC|[-+]\d\d(?::?\d\d)?)?)?$/i;

/** A record may well have an object with a member `toString` that is no function, so that no object is asked. */
function wordOf(value: unknown): string {
  const [one] = Array.isArray(value) && value.length === 1 ? (value as readonly unknown[]) : [value];
  return typeof one === 'object' || one === undefined ? '' : `${one as string | number | boolean}`.trim();
}
