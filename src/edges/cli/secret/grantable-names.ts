import { nearestNames } from '../../../errors/nearest-names.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import { readCatalog } from '../../../host/installation.ts';
import { otherReaders } from '../../../secrets/other-readers.ts';
import { refuseValues } from './key-words.ts';

/**
 * The names of actions in words such as `reset-password,create-admin-account`, aliases as the names they stand for; `connect`
 * and `password` are readers that are no actions, `*` is all. `kept` are others that are let through. Fails with usage or
 * action-not-found.
 */
export async function grantableNames(
  words: readonly string[],
  kept: readonly string[] = [],
): Promise<readonly string[]> {
  refuseValues(words);
  const names = words.flatMap((word) => word.split(',')).map((word) => word.trim());
  if (names.some((name) => name === '')) {
    throw new IdpError('usage', 'One of the names of actions is empty.', {
      hint: 'Part them by single commas.',
    });
  }
  const catalog = await readCatalog();
  const known = [...catalog.map(({ name }) => name), ...Object.keys(otherReaders), '*', ...kept];
  const meant = names.map((typed) => {
    const name = catalog.find(({ aliases }) => aliases.includes(typed))?.name ?? typed;
    if (known.includes(name)) return name;
    const near = nearestNames(name, known);
    throw new IdpError(
      'action-not-found',
      `There is no action ${JSON.stringify(typed)}${near.length === 0 ? '' : `; the nearest is ${near.join(', ')}`}.`,
      {
        hint: "See all of them with idp actions; connect reads credentials of contexts, password is for idp password, password-hook for idp password-hook, and '*' (quoted) is all.",
      },
    );
  });
  return [...new Set(meant)];
}
