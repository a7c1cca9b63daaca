import type { FileHead } from '../source.ts';

/** By the first user; a realm may have a lot to say before it comes to its users. */
export function keycloakRole({ text, first }: FileHead): 'users' | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  if (isRealm(text)) return 'users';
  return (first === undefined ? isLongUser(text) : isUser(first)) ? 'users' : undefined;
}

/** A first user that is longer than what is looked at. */
function isLongUser(text: string): boolean {
  return longUserMembers.every((member) => member.test(text));
}

const longUserMembers = [
  /"username"\s*:\s*"/,
  /"(?:emailVerified|createdTimestamp)"\s*:\s*(?:true|false|\d)/,
];

function isRealm(text: string): boolean {
  return /"realm"\s*:\s*"/.test(text) && realmMembers.test(text);
}

const realmMembers =
  /"(?:users|federatedUsers|sslRequired|accessTokenLifespan|registrationAllowed|defaultSignatureAlgorithm|keycloakVersion)"\s*:/;

/** The admin API gives users without any realm around them. */
function isUser(user: Readonly<Record<string, unknown>>): boolean {
  const isNamed = typeof user['username'] === 'string' && typeof user['enabled'] === 'boolean';
  return isNamed && ownMembers.some((name) => Object.hasOwn(user, name));
}

const ownMembers = [
  'createdTimestamp',
  'emailVerified',
  'requiredActions',
  'realmRoles',
  'federatedIdentities',
  'disableableCredentialTypes',
  'credentials',
];
