import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashFormatOf } from '../../../src/passwords/recognised-prefix.ts';
import { type KratosUnderTest, startKratos } from '../../actions/kratos-under-test.ts';
import { login, uniqueEmail } from '../../actions/people.ts';
import { convertFixture, fixtureFiles, readHashFixtures } from './hash-fixtures.ts';

let kratos: KratosUnderTest;

beforeAll(async () => {
  kratos = await startKratos();
});

afterAll(() => kratos.close());

test.each(migrations())(
  '$kind of $madeBy as $format: the old password opens a session, and no other does',
  async ({ password, hash }) => {
    const email = uniqueEmail('migrated');
    await kratos.createIdentity({
      schema_id: 'default',
      traits: { email },
      credentials: { password: { config: { hashed_password: hash } } },
    });
    expect(await login(kratos, email, `!${password}`)).toBeUndefined();
    expect(await login(kratos, email, password)).toEqual(expect.any(String));
  },
  20_000,
);

type Migration = {
  readonly kind: string;
  readonly madeBy: string;
  readonly format: string;
  readonly password: string;
  readonly hash: string;
};

/** Of everything that one maker's hashes become, two with different passwords. */
function migrations(): Migration[] {
  const chosen = new Map<string, Migration>();
  for (const fixture of fixtureFiles.flatMap(readHashFixtures)) {
    const { kind, madeBy, password } = fixture;
    const conversion = convertFixture(fixture);
    // A login form sends no empty password.
    if (conversion.to !== 'kratos' || password === '') continue;
    const { hash } = conversion;
    const format = hashFormatOf(hash) ?? 'no format of Kratos';
    const shape = [kind, madeBy, format, digestOf(hash)].join(' ');
    const first = chosen.get(shape);
    if (first === undefined) chosen.set(shape, { kind, madeBy, format, password, hash });
    else if (first.password !== password) chosen.set(`${shape}, another`, { ...first, password, hash });
  }
  return [...chosen.values()];
}

/** `pbkdf2-sha512` of `$pbkdf2-sha512$i=…`: one format may have several digests. */
function digestOf(hash: string): string {
  return hash.split('$')[1] ?? '';
}
