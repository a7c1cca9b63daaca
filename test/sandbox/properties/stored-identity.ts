import { type Answer, send } from '../../contract/send.ts';
import { nextPage } from './send-operation.ts';

/** An identity as the list shows it with all credentials included. */
export interface StoredIdentity {
  id: string;
  external_id?: string;
  schema_id: string;
  traits: Record<string, unknown> | unknown[];
  credentials?: Record<string, { type: string; identifiers: string[] }>;
  verifiable_addresses?: { via: string; value: string }[];
  recovery_addresses?: { via: string; value: string }[];
}

/** Asks for the configuration of all credentials. */
export const withCredentials = [
  'password',
  'oidc',
  'saml',
  'totp',
  'lookup_secret',
  'webauthn',
  'passkey',
  'code',
]
  .map((type) => `include_credential=${type}`)
  .join('&');

/** All identities of a server, in the order of its list. */
export async function storedIdentities(adminUrl: string, pageSize = 500): Promise<StoredIdentity[]> {
  const found: StoredIdentity[] = [];
  let path: string | undefined = `/admin/identities?${withCredentials}&page_size=${pageSize}`;
  while (path !== undefined) {
    const answer: Answer = await send(adminUrl, { method: 'GET', path });
    found.push(...(answer.body as StoredIdentity[]));
    path = nextPage(answer);
  }
  return found;
}
