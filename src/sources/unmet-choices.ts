import type { SourceRecord } from '../records/record.ts';
import { findField, placesOf } from './find-field.ts';
import type { SourceSettings } from './source-settings.ts';

/** Watches whether what was chosen is about anything: a mistyped `--map` or `--leave-out` would change nothing, silently. */
export interface UnmetChoices {
  look(value: SourceRecord['value']): void;
  /** Paths that no record had, with what that means. */
  left(): { readonly field: string; readonly message: string }[];
}

export function watchChoices({ map, leaveOut }: Pick<SourceSettings, 'map' | 'leaveOut'>): UnmetChoices {
  const waiting = new Map([
    ...[...map].flatMap(([target, origin]) =>
      // What a password or a link is made of may be in many places, or in none.
      origin === undefined || /^(?:credentials|verified)\b/.test(target)
        ? []
        : [
            [
              `to ${target}`,
              choice(
                origin.from,
                placesOf(origin),
                `no record has it, so that nothing is mapped to ${target}`,
              ),
            ] as const,
          ],
    ),
    ...[...leaveOut].map(
      (path) =>
        [
          `out ${path}`,
          choice(path, placesOf({ from: path }), 'no record has it, so that nothing is left out'),
        ] as const,
    ),
  ]);
  return {
    look(value) {
      for (const [key, { places }] of waiting) {
        if (findField(value, places) !== undefined) waiting.delete(key);
      }
    },
    left: () => [...waiting.values()].map(({ field, message }) => ({ field, message })),
  };
}

function choice(field: string, places: ReturnType<typeof placesOf>, message: string) {
  return { field, places, message };
}
