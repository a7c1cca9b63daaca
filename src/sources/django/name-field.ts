import type { SourceRecord } from '../../records/record.ts';

/**
 * The field by whose values others refer to users under --natural-foreign (USERNAME_FIELD): the one that is referred to
 * most often, for somebody's user name may well be the address of somebody else. Undefined where it is none.
 */
export function findNameField(
  users: Iterable<SourceRecord['value']>,
  isReferredTo: (name: string) => boolean,
): string | undefined {
  const counts = new Map<string, number>();
  let looked = 0;
  for (const user of users) {
    for (const [field, value] of Object.entries(user)) {
      if (typeof value === 'string' && field !== 'password' && isReferredTo(value)) {
        counts.set(field, (counts.get(field) ?? 0) + 1);
      }
    }
    looked += 1;
    if (looked === enough) break;
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

const enough = 10_000;
