import { describe, expect, it } from 'vitest';
import { checkerOf, person } from './check-rows.ts';

const traits = (email: string) => ({ traits: { email } });
const other = {
  id: 'other',
  schema: {
    type: 'object',
    properties: { traits: { type: 'object', properties: { n: { type: 'number' } } } },
  },
};

describe('the schema of a row', () => {
  it('is the one that it names, which has to be there', () => {
    const check = checkerOf([person, other]);
    expect(check({ schema_id: 'other', traits: { n: 'x' } }).problems).toMatchObject([
      { pointer: '/traits/n', rule: 'type: number' },
    ]);
    expect(
      check({ schema_id: Buffer.from('other').toString('base64url'), traits: { n: 1 } }).problems,
    ).toEqual([]);
    for (let time = 0; time < 2; time += 1) {
      expect(check({ schema_id: 'Person', traits: {} }).problems).toEqual([
        {
          code: 'schema',
          pointer: '/schema_id',
          message:
            'Kratos has no schema of this name, only person, other; name one of them, or add it to its configuration',
          value: 'Person',
          rule: 'schema_id',
          rejects: true,
        },
      ]);
    }
  });

  it('is the only one where it names none, or the one called default', () => {
    const rules = checkerOf([person])(traits('nope')).problems.map(({ rule }) => rule);
    expect(rules).toEqual(['format: email']);
    const check = checkerOf([other, { ...person, id: 'default' }]);
    expect(check(traits('nope')).problems.map(({ rule }) => rule)).toEqual(['format: email']);
    expect(check(traits('ada@example.com')).ready?.create.schema_id).toBe('');
  });

  it('is left to Kratos where nobody can know it, with one warning', () => {
    const check = checkerOf([person, other]);
    expect(check({ ...traits('nope'), external_id: '1' })).toMatchObject({
      problems: [
        {
          code: 'schema',
          pointer: '/schema_id',
          rejects: false,
          message: expect.stringContaining('person, other') as string,
        },
      ],
      ready: { identifiers: [], addresses: [] },
    });
    expect(check({ ...traits('nope'), external_id: '2' })).toMatchObject({ problems: [], ready: {} });
    expect(check({ ...traits('nope'), external_id: '2' }).problems).toMatchObject([{ code: 'duplicate' }]);
    expect(check({ ...traits('nope'), state: 'gone' }).problems).toMatchObject([{ code: 'state' }]);
  });

  it('is left to Kratos where it cannot be read here, with one warning', () => {
    const far = { ...other, schema: { properties: { traits: { $ref: 'https://example.com/traits.json' } } } };
    const check = checkerOf([far]);
    expect(check({ schema_id: 'other', traits: { n: 'x' } })).toMatchObject({
      problems: [{ code: 'schema', pointer: '/traits', rejects: false }],
      ready: {},
    });
    expect(
      check({
        schema_id: 'other',
        traits: {},
        verifiable_addresses: [{ value: 'a@b', via: 'email', verified: true }],
      }),
    ).toMatchObject({
      problems: [],
      ready: { create: { verifiable_addresses: [{ value: 'a@b', via: 'email', verified: true }] } },
    });
  });

  it('may be followed only so far', () => {
    const tree = {
      type: 'object',
      properties: { next: { $ref: '#/definitions/tree' } },
      additionalProperties: false,
    };
    const check = checkerOf([
      {
        id: 'tree',
        schema: {
          definitions: { tree },
          type: 'object',
          properties: { traits: { $ref: '#/definitions/tree' } },
        },
      },
    ]);
    let deep: object = { nope: 1 };
    for (let level = 0; level < 2000; level += 1) deep = { next: deep };
    expect(() => check({ traits: deep })).not.toThrow();
    expect(check({ traits: { next: { next: { nope: 1 } } } }).problems).toMatchObject([
      { pointer: '/traits/next/next/nope' },
    ]);
  });
});

const of = (rules: object, value: unknown) =>
  checkerOf([
    {
      id: 's',
      schema: { type: 'object', properties: { traits: { type: 'object', properties: { x: rules } } } },
    },
  ])({
    traits: { x: value },
  }).problems.map(({ pointer, rule, message }) => [pointer, rule, message.replace(/;.*/, '')]);

describe('what a schema finds wrong', () => {
  it('is said in words for people', () => {
    expect(of({ type: 'string' }, 5)).toEqual([
      ['/traits/x', 'type: string', 'the schema s wants a text here, and this is a number'],
    ]);
    expect(of({ type: ['integer', 'null'] }, 'a')).toEqual([
      [
        '/traits/x',
        'type: integer, null',
        'the schema s wants a whole number or null here, and this is a text',
      ],
    ]);
    expect(of({ format: 'email' }, 'a')).toEqual([
      ['/traits/x', 'format: email', 'the schema s wants an e-mail address and nothing around it here'],
    ]);
    expect(of({ minLength: 2 }, 'a')).toEqual([
      ['/traits/x', 'minLength: 2', 'the schema s wants a text of at least 2 characters here'],
    ]);
    expect(of({ enum: ['a', 'b'] }, 'c')).toEqual([
      ['/traits/x', 'enum: a, b', 'the schema s wants one of a, b here'],
    ]);
    expect(of({ pattern: '^a+$' }, 'c')).toEqual([
      ['/traits/x', 'pattern: ^a+$', 'the schema s wants a text that matches ^a+$ here'],
    ]);
    expect(of({ maximum: 3 }, 4)).toEqual([
      ['/traits/x', 'maximum: 3', 'the schema s wants a number of at most 3 here'],
    ]);
    expect(of({ items: { type: 'number' } }, [1, 'a'])).toEqual([
      ['/traits/x/1', 'type: number', 'the schema s wants a number here, and this is a text'],
    ]);
    expect(of({ required: ['a'], additionalProperties: false }, { 'b/c': 1 })).toEqual([
      ['/traits/x/a', 'required: a', 'the schema s demands a'],
      ['/traits/x/b~1c', 'additionalProperties: false', 'the schema s has no b/c'],
    ]);
  });

  it('is told once for a choice, with what its parts want', () => {
    const contact = { anyOf: [{ required: ['email'] }, { required: ['phone'] }] };
    expect(of(contact, {})).toEqual([
      [
        '/traits/x',
        'anyOf: required: email | required: phone',
        'the schema s wants one of these: required: email | required: phone here',
      ],
    ]);
    expect(of({ oneOf: [{ type: 'string' }, { minLength: 1 }] }, 'a')).toEqual([
      ['/traits/x', 'oneOf', 'the schema s wants exactly one of several here'],
    ]);
    expect(of({ not: { type: 'string' } }, 'a')).toEqual([
      ['/traits/x', 'not', 'the schema s wants anything but this here'],
    ]);
    expect(of({ propertyNames: { maxLength: 2 } }, { long: 1 })).toEqual([
      ['/traits/x/long', 'propertyNames: maxLength: 2', 'the schema s wants no member of this name here'],
    ]);
    const longText = JSON.parse('{"if": {"type": "string"}, "then": {"minLength": 2}}') as object;
    expect(of(longText, 'a')).toEqual([
      ['/traits/x', 'minLength: 2', 'the schema s wants a text of at least 2 characters here'],
    ]);
  });

  it('is of bounded size', () => {
    expect(
      of(
        { items: { type: 'number' } },
        Array.from({ length: 1000 }, () => 'a'),
      ),
    ).toHaveLength(20);
    const [[, rule = ''] = []] = of({ enum: Array.from({ length: 1000 }, (_, at) => `value-${at}`) }, 'a');
    expect(rule.length).toBeLessThan(120);
  });
});
