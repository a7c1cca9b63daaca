import { maskAddress } from '../../kratos/mask.ts';
import type { RowProblem } from '../import/import-row.ts';
import { membersBut } from './change-members.ts';
import type { Credential } from './take-credential.ts';

/**
 * Links of OpenID Connect or SAML without the tokens of the providers, which are encrypted with a secret of that Kratos, and without
 * their identifiers, which must be the same links: `provider:subject`. Where the file has no providers, the identifiers
 * tell them.
 */
export function takeLinks(
  type: 'oidc' | 'saml',
  credential: Credential,
  isDescribed: boolean,
  at: string,
  stripped: string[],
  problems: RowProblem[],
): Credential | undefined {
  const { config, identifiers } = credential;
  const listed = isObject(config) ? config['providers'] : undefined;
  if (isDescribed && listed === undefined && (config === undefined || isObject(config))) {
    const told = toldLinks(identifiers, at, problems);
    if (told.length > 0) return { ...membersBut(credential, notes), config: { ...config, providers: told } };
    return withoutLinks(type, credential, config, stripped);
  }
  if (!Array.isArray(listed)) return isDescribed ? membersBut(credential, notes) : credential;
  if (isDescribed && listed.length === 0 && isNone(identifiers))
    return withoutLinks(type, credential, config, stripped);
  if (Array.isArray(identifiers)) requireSame(listed, identifiers, at, problems);
  const providers = listed.some(hasTokens) ? listed.map(withoutTokens) : listed;
  if (providers !== listed) stripped.push(`credentials.${type}.config.providers.tokens`);
  if (!isDescribed && providers === listed) return credential;
  const rest = membersBut(credential, notes);
  return providers === listed ? rest : { ...rest, config: { ...(config as Credential), providers } };
}

const notes: ReadonlySet<string> = new Set(['type', 'identifiers', 'version', 'created_at', 'updated_at']);
const all: ReadonlySet<string> = new Set([...notes, 'config']);

const isObject = (value: unknown): value is Credential =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNone = (identifiers: unknown): boolean =>
  identifiers === undefined ||
  identifiers === null ||
  (Array.isArray(identifiers) && identifiers.length === 0);

/** What Kratos keeps when the last link is removed. */
function withoutLinks(
  type: string,
  credential: Credential,
  config: unknown,
  stripped: string[],
): Credential | undefined {
  const others = isObject(config) ? membersBut(config, new Set(['providers'])) : {};
  const rest = membersBut(credential, all);
  stripped.push(`credentials.${type}`);
  if (Object.keys(others).length > 0) return { ...rest, config: others };
  return Object.keys(rest).length > 0 ? rest : undefined;
}

function toldLinks(identifiers: unknown, at: string, problems: RowProblem[]): Credential[] {
  if (!Array.isArray(identifiers)) return [];
  return identifiers.flatMap((identifier: unknown, index) => {
    const colon = typeof identifier === 'string' ? identifier.indexOf(':') : -1;
    if (typeof identifier === 'string' && colon > 0 && colon < identifier.length - 1) {
      return [{ provider: identifier.slice(0, colon), subject: identifier.slice(colon + 1) }];
    }
    const message = 'the identifier of a link is a provider, a colon and a subject';
    problems.push({ code: 'link', pointer: `${at}/identifiers/${index}`, message, rejects: true });
    return [];
  });
}

function requireSame(
  providers: readonly unknown[],
  identifiers: readonly unknown[],
  at: string,
  problems: RowProblem[],
): void {
  const links = providers.map((one) =>
    isObject(one) ? `${String(one['provider'])}:${String(one['subject'])}` : '',
  );
  for (const [index, identifier] of identifiers.entries()) {
    if (typeof identifier === 'string' && links.includes(identifier)) continue;
    problems.push({
      code: 'link',
      pointer: `${at}/identifiers/${index}`,
      message: 'this link is not among the providers of config; put it there, or take it out here',
      ...(typeof identifier === 'string' && { value: maskAddress(identifier) }),
      rejects: true,
    });
  }
  for (const [index, link] of links.entries()) {
    if (identifiers.includes(link)) continue;
    problems.push({
      code: 'link',
      pointer: `${at}/config/providers/${index}`,
      message: 'this link is not among the identifiers; put it there, or take it out here',
      value: maskAddress(link),
      rejects: true,
    });
  }
}

const hasTokens = (provider: unknown): boolean =>
  isObject(provider) && Object.keys(provider).some((name) => tokens.has(name));

const withoutTokens = (provider: unknown): unknown =>
  isObject(provider) ? membersBut(provider, tokens) : provider;

const tokens: ReadonlySet<string> = new Set([
  'initial_id_token',
  'initial_access_token',
  'initial_refresh_token',
]);
