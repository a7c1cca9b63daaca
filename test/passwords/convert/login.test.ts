import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversionKind } from '../../../src/passwords/convert/conversion-kinds.ts';
import { convertHash } from '../../../src/passwords/convert/convert-hash.ts';
import { hashFormatOf } from '../../../src/passwords/recognised-prefix.ts';
import { type KratosUnderTest, startKratos } from '../../actions/kratos-under-test.ts';
import { login, uniqueEmail } from '../../actions/people.ts';
import { readMadeHashes } from './made-hashes.ts';

let kratos: KratosUnderTest;

beforeAll(async () => {
  kratos = await startKratos();
});

afterAll(() => kratos.close());

test.each(samples())(
  '$kind of $madeBy as $format: the old password opens a session, and no other does',
  async ({ password, hash }) => {
    const email = uniqueEmail('migrated');
    await kratos.createIdentity({
      schema_id: 'default',
      traits: { email },
      credentials: { password: { config: { hashed_password: hash } } },
    });
    expect(await login(kratos, email, `${password}!`)).toBeUndefined();
    expect(await login(kratos, email, password)).toEqual(expect.any(String));
  },
  20_000,
);
