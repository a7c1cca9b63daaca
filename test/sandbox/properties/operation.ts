import * as fc from 'fast-check';
import { credentialTypes } from '../../../src/sandbox/identities/identity.ts';
import { badItem, identityBody } from './identity-body.ts';
import { jsonPatch } from './json-patch-operation.ts';
import { emails, externalIds, subjects, usernames } from './pools.ts';

/**
 * One request of a sequence. `target` counts the identities that the sequence tried to make so far, round and
 * round; without any it is nobody.
 */
export type Operation =
  | { kind: 'create'; body: object }
  | { kind: 'batch'; items: object[] }
  | { kind: 'put'; target: number; body: object }
  | { kind: 'patch'; target: number; operations: object[] }
  | { kind: 'delete'; target: number }
  | { kind: 'delete-credential'; target: number; type: string; identifier: string | undefined }
  | { kind: 'get'; target: number; include: string[] }
  | { kind: 'get-by-external-id'; externalId: string }
  | { kind: 'look-up'; parameter: string; value: string }
  | { kind: 'pages'; size: number };

const target = fc.nat({ max: 11 });
const kindOfCredential = fc.constantFrom(...credentialTypes, 'link_recovery', 'nope');

const creation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constant('create' as const),
  body: identityBody,
});

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: creation },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('batch' as const),
      items: fc.array(
        fc.oneof(
          { weight: 15, arbitrary: identityBody.map((create) => ({ create })) },
          { weight: 1, arbitrary: badItem },
        ),
        { maxLength: 5 },
      ),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), target, body: identityBody }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('patch' as const), target, operations: jsonPatch }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), target }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('delete-credential' as const),
      target,
      type: kindOfCredential,
      identifier: fc.option(fc.constantFrom(...subjects.map((subject) => `google:${subject}`)), {
        nil: undefined,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('get' as const),
      target,
      include: fc.subarray(['password', 'oidc', 'saml', 'totp', 'code', 'webauthn', 'nope']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('get-by-external-id' as const),
      externalId: fc.constantFrom(...externalIds),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('look-up' as const),
      parameter: fc.constantFrom('credentials_identifier', 'preview_credentials_identifier_similar'),
      value: fc.constantFrom(...emails, ...usernames, ...subjects.map((subject) => `google:${subject}`)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pages' as const), size: fc.integer({ min: 1, max: 4 }) }),
  },
);

/** Sequences of requests over so few names that they clash, begun by some that mean to make identities. */
export const sequence: fc.Arbitrary<Operation[]> = fc
  .tuple(
    fc.array(creation, { minLength: 1, maxLength: 4 }),
    fc.array(operation, { minLength: 1, maxLength: 12 }),
  )
  .map(([made, changed]) => [...made, ...changed]);
