import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { IdentitySchema } from '../../../src/kratos/identity-schemas.ts';
import { openUniqueIndex } from '../../../src/sources/unique-index.ts';
import { createChecker } from '../../../src/transfer/check/create-checker.ts';
import type { CheckedRow, InputRow } from '../../../src/transfer/import/import-row.ts';

/** Made checkers and their files go when a test ends. */
export function checkerOf(
  schemas: readonly IdentitySchema[],
): (body: unknown, more?: Partial<InputRow>) => CheckedRow {
  const folder = mkdtempSync(join(tmpdir(), 'idp-check-'));
  const unique = openUniqueIndex(folder);
  toClose.push(() => {
    unique.close();
    rmSync(folder, { recursive: true });
  });
  const checker = createChecker({ schemas, unique, kratosVersion: { major: 26, minor: 2, patch: 0 } });
  let position = 0;
  return (body, more = {}) => {
    position += 1;
    return checker.check({
      position,
      place: { file: 'people.jsonl', record: position, line: position },
      original: body,
      body: body as InputRow['body'],
      patchId: undefined,
      oldId: undefined,
      stripped: [],
      problems: [],
      ...more,
    });
  };
}

const toClose: (() => void)[] = [];
afterEach(() => {
  for (const close of toClose.splice(0)) close();
});

/** An e-mail address that is all that Kratos makes of one, a user name, and traits that mean nothing to it. */
export const person: IdentitySchema = {
  id: 'person',
  schema: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      traits: {
        type: 'object',
        properties: {
          email: {
            type: 'string',
            format: 'email',
            minLength: 3,
            'ory.sh/kratos': {
              credentials: {
                password: { identifier: true },
                webauthn: { identifier: true },
                code: { identifier: true, via: 'email' },
              },
              verification: { via: 'email' },
              recovery: { via: 'email' },
            },
          },
          username: {
            type: 'string',
            maxLength: 300,
            'ory.sh/kratos': { credentials: { password: { identifier: true } } },
          },
          name: { type: 'object', properties: { first: { type: 'string' }, last: { type: 'string' } } },
          tags: { type: 'array', items: { type: 'string' } },
        },
        required: ['email'],
        additionalProperties: false,
      },
    },
  },
};
