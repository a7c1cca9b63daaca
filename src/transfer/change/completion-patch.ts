import type { JsonPatch } from '@ory/client';
import type { Completion } from '../import/import-row.ts';

/**
 * What gives an identity the factors that its creation cannot carry. Kratos v26.2.0 takes them in no other way, and without
 * `identifiers`, which are the identity's id, a code never matches (measured).
 */
export function completionPatch(identityId: string, { totp, lookup_secret }: Completion): JsonPatch[] {
  return [
    ...(totp === undefined ? [] : [addFactor('totp', identityId, totp.config)]),
    ...(lookup_secret === undefined ? [] : [addFactor('lookup_secret', identityId, lookup_secret.config)]),
  ];
}

const addFactor = (type: keyof Completion, identityId: string, config: unknown): JsonPatch => ({
  op: 'add',
  path: `/credentials/${type}`,
  value: { type, identifiers: [identityId], config },
});
