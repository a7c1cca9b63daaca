import type { CatalogEntry, ParameterSchema } from '../../../engine/catalog.ts';
import { parameterNames } from './parameter-names.ts';
import type { Place } from './place.ts';

/** The parameters of an action that are not given yet before the cursor. */
export function openParameters(place: Place, entry: CatalogEntry): [string, ParameterSchema][] {
  const given = givenNames(place, entry);
  return parameterNames(entry).filter(
    ([name]) => !given.some((other) => name === other || name.startsWith(`${other}.`)),
  );
}

/** Of an identity, one selector is enough, and a bare word is one. */
function givenNames({ operands, given }: Place, entry: CatalogEntry): string[] {
  const words = operands.slice(1);
  const names = words.filter((word) => word.includes('=')).map((word) => word.replace(/=.*/s, ''));
  names.push(...[...given].map((flag) => flag.replace(/^--/, '')));
  const isSelected =
    words.some((word) => !word.includes('=')) || selectors.some((selector) => names.includes(selector));
  return entry.target === 'identity' && isSelected ? [...names, ...selectors] : names;
}

const selectors = ['identity-id', 'email'];
