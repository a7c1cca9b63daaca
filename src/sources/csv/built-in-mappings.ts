import { cognitoMapping } from './cognito-mapping.ts';
import { oktaMapping } from './okta-mapping.ts';

/** Mapping files that come with idp, as their YAML, for systems that give out no hashes and so need no source of their own. */
export const builtInMappings = { okta: oktaMapping, cognito: cognitoMapping } as const;

export type BuiltInMapping = keyof typeof builtInMappings;

export function isBuiltInMapping(name: string): name is BuiltInMapping {
  return Object.hasOwn(builtInMappings, name);
}
