import type { Identity, JsonPatch } from '@ory/client';
import { maskAddress } from '../../kratos/mask.ts';
import { configOf } from '../digest/compared-fields.ts';
import { RowRefusal } from './row-refusal.ts';

/** A link with an account elsewhere, as Kratos takes it. */
export interface SentLink {
  readonly provider: string;
  readonly subject: string;
  readonly use_auto_link?: true;
}

/**
 * The step that adds those links that an identity does not have; none where it has them all. Kratos lets links be replaced
 * only all at once, and would keep the tokens that came with them, which it shows deciphered, as if they were enciphered:
 * where there are some, throws RowRefusal. `identity` comes with the configuration of these links.
 */
export function linkChanges(
  identity: Identity,
  kind: 'oidc' | 'saml',
  sent: readonly SentLink[],
): JsonPatch[] {
  const held = identity.credentials?.[kind]?.identifiers ?? [];
  const missing = missingLinks(identity, kind, sent);
  if (missing.length === 0) return [];
  const kept = keptLinks(identity, kind);
  const withTokens = kept.find((link) => tokens.some((token) => isText(link[token])));
  if (withTokens !== undefined || kept.length < held.length) {
    throw new RowRefusal({
      code: 'link',
      pointer: `/credentials/${kind}/config/providers/${sent.findIndex((link) => missing.includes(link))}`,
      message: `the identity ${identity.id} has links that Kratos keeps tokens of, which adding another would lose; have the person link this account, or unlink the others first`,
      value: maskAddress(identifierOf(missing[0] ?? noLink)),
    });
  }
  const identifiers = [...held, ...missing.map(identifierOf)];
  const value = { type: kind, identifiers, config: { providers: [...kept, ...missing] } };
  return [{ op: 'add', path: `/credentials/${kind}`, value }];
}

export function missingLinks(
  identity: Identity,
  kind: 'oidc' | 'saml',
  sent: readonly SentLink[],
): SentLink[] {
  const held = identity.credentials?.[kind]?.identifiers ?? [];
  return sent.filter((link) => !held.includes(identifierOf(link)));
}

const tokens = ['initial_id_token', 'initial_access_token', 'initial_refresh_token'] as const;

const noLink: SentLink = { provider: '', subject: '' };

const identifierOf = ({ provider, subject }: SentLink): string => `${provider}:${subject}`;

function keptLinks(identity: Identity, kind: string): readonly Readonly<Record<string, unknown>>[] {
  const { providers } = configOf(identity, kind);
  return Array.isArray(providers) ? (providers as Readonly<Record<string, unknown>>[]) : [];
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
