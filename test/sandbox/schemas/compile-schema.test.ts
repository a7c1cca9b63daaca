import { describe, expect, test } from 'vitest';
import { compileSchema } from '../../../src/sandbox/schemas/compile-schema.ts';
import { defaultSchema } from '../../../src/sandbox/schemas/default.ts';

const checkPerson = compileSchema(defaultSchema);

function problem(traits: unknown): string | undefined {
  return checkPerson({ traits }).problem;
}

describe('what is wrong with traits', () => {
  test('is nothing when they are valid', () => {
    expect(problem({ email: 'a@b' })).toBeUndefined();
  });

  test('is one line with both pointers for one violation', () => {
    expect(problem({})).toBe('I[#/traits] S[#/properties/traits/required] missing properties: "email"');
    expect(problem(null)).toBe('I[#/traits] S[#/properties/traits/type] expected object, but got null');
  });

  test('lists a wrong e-mail address twice, because the recovery address is checked on its own', () => {
    expect(problem({ email: 'a' })).toBe(
      [
        'I[#/traits/email] S[#/properties/traits/properties/email] validation failed',
        '  I[#/traits/email] S[#/properties/traits/properties/email/format] "a" is not valid "email"',
        '  I[#/traits/email] S[#/properties/traits/properties/email/minLength] length must be >= 3, but got 1',
        '  I[#/traits/email] S[#/properties/traits/properties/email/format] "a" is not valid "email"',
      ].join('\n'),
    );
  });

  test('is indented by two spaces for every schema that has several', () => {
    expect(problem({ email: 'bad', username: 7, zzz: true, yyy: 1 })).toBe(
      [
        'I[#/traits] S[#/properties/traits] validation failed',
        '  I[#/traits/email] S[#/properties/traits/properties/email] validation failed',
        '    I[#/traits/email] S[#/properties/traits/properties/email/format] "bad" is not valid "email"',
        '    I[#/traits/email] S[#/properties/traits/properties/email/format] "bad" is not valid "email"',
        '  I[#/traits/username] S[#/properties/traits/properties/username/type] expected string, but got number',
        '  I[#/traits] S[#/properties/traits/additionalProperties] additionalProperties "zzz", "yyy" not allowed',
      ].join('\n'),
    );
  });

  test('goes through arrays, alternatives and references', () => {
    const check = compileSchema({
      type: 'object',
      properties: {
        traits: {
          type: 'object',
          properties: {
            tags: { type: 'array', items: { type: 'string', minLength: 2 }, maxItems: 1 },
            either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
            both: { allOf: [{ minLength: 3 }] },
            plan: { enum: ['free', 'paid'] },
            home: { $ref: '#/definitions/place' },
          },
        },
      },
      definitions: { place: { type: 'object', properties: { zip: { pattern: '^\\d+$' } } } },
    });
    const document = {
      traits: { tags: ['x', 'yy'], either: {}, both: 'a', plan: 'none', home: { zip: 'q' } },
    };
    expect(
      check(document)
        .problem?.split('\n')
        .map((line) => line.trim()),
    ).toEqual([
      'I[#] S[#] validation failed',
      'I[#/traits] S[#/properties/traits] validation failed',
      'I[#/traits/tags] S[#/properties/traits/properties/tags] validation failed',
      'I[#/traits/tags] S[#/properties/traits/properties/tags/maxItems] maximum 1 items allowed, but found 2 items',
      'I[#/traits/tags/0] S[#/properties/traits/properties/tags/items/minLength] length must be >= 2, but got 1',
      'I[#/traits/either] S[#/properties/traits/properties/either/anyOf] anyOf failed',
      'I[#/traits/either] S[#/properties/traits/properties/either/anyOf/0/type] expected string, but got object',
      'I[#/traits/either] S[#/properties/traits/properties/either/anyOf/1/type] expected number, but got object',
      'I[#/traits/both] S[#/properties/traits/properties/both/allOf/0] allOf failed',
      'I[#/traits/both] S[#/properties/traits/properties/both/allOf/0/minLength] length must be >= 3, but got 1',
      'I[#/traits/plan] S[#/properties/traits/properties/plan/enum] value must be one of "free", "paid"',
      'I[#/traits/home/zip] S[#/definitions/place/properties/zip/pattern] does not match pattern "^\\\\d+$"',
    ]);
  });
});

test('the traits that mean something to Kratos are found, with their value and format', () => {
  const { roles } = checkPerson({ traits: { username: 'ada', email: 'ada@example.com' } });
  expect(roles.map(({ value, format }) => ({ value, format }))).toEqual([
    { value: 'ada@example.com', format: 'email' },
    { value: 'ada', format: '' },
  ]);
});

test('what is no schema is refused when it is compiled', () => {
  expect(() => compileSchema({ type: 'nonsense' })).toThrow('type');
});
