import { expect, test } from 'vitest';
import type { Conversion } from '../../../src/passwords/convert/conversion.ts';
import { verifyHookHash } from '../../../src/passwords/hook/verify-hook-hash.ts';
import { inspectHash } from '../../../src/passwords/inspect-hash.ts';
import { measuredVersion } from '../../../src/passwords/kratos-version.ts';
import { verifyPassword } from '../../../src/passwords/verify-password.ts';
import { convertFixture, fixtureFiles, type HashFixture, readHashFixtures } from './hash-fixtures.ts';

test.each(fixtureFiles)('what is converted of %s.json matches its password and no other', async (file) => {
  const mistakes: string[] = [];
  for (const fixture of readHashFixtures(file)) {
    const conversion = convertFixture(fixture);
    const { password, kind, madeBy } = fixture;
    if (!(await matches(conversion, password, fixture))) mistakes.push(`${kind}, ${madeBy}: ${password}`);
    if (await matches(conversion, `!${password}`, fixture)) mistakes.push(`${kind}, ${madeBy}: any`);
  }
  expect(mistakes).toEqual([]);
});

/** What is neither for Kratos nor for the hook nor a password matches nothing, as the next tests pin. */
async function matches(conversion: Conversion, password: string, { pepper }: HashFixture): Promise<boolean> {
  switch (conversion.to) {
    case 'kratos':
      return (await verifyPassword(password, conversion.hash)).match;
    case 'hook':
      return verifyHookHash(password, conversion, pepper === undefined ? {} : { pepper });
    case 'plain':
      return conversion.password === password;
    case 'nothing':
    case 'refused':
      return !password.startsWith('!');
  }
}

test.each([
  ['django', { kratos: 32, hook: 10, nothing: 1 }],
  ['django-4.2', { kratos: 15 }],
  ['passlib', { kratos: 147, hook: 10, plain: 1, refused: 4 }],
  ['werkzeug', { kratos: 22, hook: 10 }],
  ['werkzeug-2.2', { kratos: 30, plain: 5 }],
  ['python', { kratos: 84, hook: 30, refused: 6 }],
  ['openldap', { kratos: 70, hook: 10 }],
  ['php', { kratos: 65, hook: 28 }],
  ['node', { kratos: 39 }],
  ['spring', { kratos: 49, plain: 5, refused: 10 }],
  ['dovecot', { kratos: 64, plain: 5 }],
  ['forms', { kratos: 338, hook: 65 }],
  ['published', { kratos: 27 }],
] as const)('of %s.json as much is converted as can be', (file, counts) => {
  const found: Partial<Record<Conversion['to'], number>> = {};
  for (const { to } of readHashFixtures(file).map(convertFixture)) found[to] = (found[to] ?? 0) + 1;
  expect(found).toEqual(counts);
});

test.each(fixtureFiles)('what is converted of %s.json is imported by Kratos, and can match', (file) => {
  const reports = readHashFixtures(file)
    .map(convertFixture)
    .filter((conversion) => conversion.to === 'kratos')
    .map(({ hash }) => inspectHash(hash, measuredVersion));
  expect(reports.length).toBeGreaterThan(0);
  expect(reports.filter(({ accepted, canMatch }) => !accepted || !canMatch)).toEqual([]);
});
