import * as fc from 'fast-check';
import { expect } from 'vitest';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import type { Source } from '../../src/sources/source.ts';
import { lostLeaves } from './lost-leaves.ts';
import type { Converted } from './source-files.ts';

/**
 * Fails where a field of no known name is lost, at the top of a record or below `open`, which may hold anything.
 * `understood` is what lostLeaves takes.
 */
export function requireUnknownFieldsKept(
  source: Source,
  users: readonly Converted[],
  open: string,
  understood: readonly string[],
): void {
  const names = fc.string({ minLength: 1 }).map((name) => `x-${name}`);
  const more = fc.dictionary(names, fc.jsonValue());
  fc.assert(
    fc.property(more, fc.constantFrom(...users), (fields, { value }) => {
      const whole = { ...value, ...fields, [open]: fields };
      const place = { file: 'users.json', record: 1, line: 1 };
      const converted = source.toIdentity({ place, value: whole }, defaultSettings);
      expect(lostLeaves(whole, converted, understood)).toEqual([]);
    }),
  );
}

/** Fails where a field of these users, or of `others`, makes `convert` throw with anything in it. */
export function requireNothingThrown(
  users: readonly Converted[],
  convert: (value: Record<string, unknown>) => Converted['converted'],
  others: readonly string[] = [],
): void {
  const names = new Set([...users.flatMap(({ value }) => Object.keys(value)), ...others]);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
      expect(convert({ [name]: value }).problems).toBeInstanceOf(Array);
    }),
  );
}
