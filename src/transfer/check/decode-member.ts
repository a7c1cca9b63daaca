import { nearestNames } from '../../errors/nearest-names.ts';
import type { RowProblem } from '../import/import-row.ts';
import { memberPointer } from '../change/member-pointer.ts';
import { isDateTime } from './formats/go-times.ts';
import { maskedValue } from './masked-value.ts';
import { longestName, shownName } from './shown-name.ts';
import { valueKind } from './value-kind.ts';

/**
 * Reads a value as Kratos would decode it; undefined for what is missing or null, and for what is not what it has to be, which is a
 * problem. The pointer is asked for where there is one.
 */
export type Decode<T> = (value: unknown, pointer: () => string, problems: RowProblem[]) => T | undefined;

/** An object of known members. Their names may be in any case, as Go has it; none may come twice. */
export function record<T extends object>(members: {
  readonly [K in keyof T]?: Decode<Exclude<T[K], undefined>>;
}): Decode<T> {
  const decoders = new Map(Object.entries<Decode<unknown> | undefined>(members));
  return (value, pointer, problems) => {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value))
      return wrongType('an object', value, pointer, problems);
    const read: Record<string, unknown> = {};
    for (const given of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[given];
      const name = decoders.has(given) ? given : given.toLowerCase();
      const decode = decoders.get(name);
      const at = () => memberPointer(pointer(), given);
      if (decode === undefined) problems.push(unknownMember(given, member, at(), [...decoders.keys()]));
      else if (read[name] !== undefined) problems.push(givenTwice(name, at()));
      else {
        const decoded = decode(member, at, problems);
        if (decoded !== undefined) read[name] = decoded;
      }
    }
    return read as T;
  };
}

/** A list; null in it is an empty object to Kratos. */
export function list<T extends object>(decodeItem: Decode<T>): Decode<T[]> {
  return (value, pointer, problems) => {
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) return wrongType('a list', value, pointer, problems);
    return value.flatMap(
      (item, index) => decodeItem(item ?? {}, () => memberPointer(pointer(), String(index)), problems) ?? [],
    );
  };
}

/** Traits and metadata: whatever JSON there is, also null. */
export const anything: Decode<unknown> = (value) => value;

export const text: Decode<string> = (value, pointer, problems) =>
  typeof value === 'string' || value === undefined || value === null
    ? (value ?? undefined)
    : wrongType('a text', value, pointer, problems);

export const flag: Decode<boolean> = (value, pointer, problems) =>
  typeof value === 'boolean' || value === undefined || value === null
    ? (value ?? undefined)
    : wrongType('true or false', value, pointer, problems);

export const time: Decode<string> = textThatIs(isDateTime, 'a time such as 2026-02-28T12:30:00Z');

/** With all hyphens or none; in braces, or as a URN, which begins in small letters. */
export const uuid: Decode<string> = textThatIs((value) => writtenUuid.test(value), 'a UUID');

const digits = '(?:[\\da-fA-F]{32}|[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12})';
const writtenUuid = new RegExp(`^(?:(?:urn:uuid:)?${digits}|\\{${digits}\\})$`);

function textThatIs(isIt: (value: string) => boolean, what: string): Decode<string> {
  return (value, pointer, problems) => {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && isIt(value)) return value;
    return wrongType(what, value, pointer, problems);
  };
}

function wrongType(wanted: string, value: unknown, pointer: () => string, problems: RowProblem[]): undefined {
  const isKnownByKind = typeof value !== 'string' || wanted === 'an object' || wanted === 'a list';
  problems.push({
    code: 'wrong-type',
    pointer: pointer(),
    message: `Kratos wants ${wanted} here${isKnownByKind ? `, and this is ${valueKind(value)}` : ''}; mend it, or leave it out`,
    value: maskedValue(value),
    rule: `type: ${wanted}`,
    rejects: true,
  });
  return undefined;
}

function unknownMember(name: string, value: unknown, pointer: string, known: readonly string[]): RowProblem {
  const [meant] = name.length > longestName ? [] : nearestNames(name, known);
  const advice =
    meant === undefined ? 'leave it out, or put it into traits or metadata' : `${meant} is meant, perhaps`;
  return {
    code: 'unknown-field',
    pointer,
    message: `Kratos takes no ${shownName(name)} here, and refuses a request that holds one; ${advice}`,
    value: maskedValue(value),
    rejects: true,
  };
}

function givenTwice(name: string, pointer: string): RowProblem {
  return {
    code: 'unknown-field',
    pointer,
    message: `${name} stands here twice, in upper and lower case, which are the same to Kratos; leave one of them out`,
    rejects: true,
  };
}
