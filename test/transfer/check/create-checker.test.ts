import { describe, expect, it } from 'vitest';
import { checkerOf, person } from './check-rows.ts';

const ada = {
  schema_id: 'person',
  traits: { email: 'Ada@Example.com', username: ' Ada ', name: { first: 'Ada' } },
};

describe('a checker of rows', () => {
  it('says of a sound row what is sent, and how Kratos would find it', () => {
    const { problems, ready } = checkerOf([person])({
      ...ada,
      state: 'inactive',
      external_id: 'old-7',
      credentials: {
        password: { config: { password: 'secret' } },
        oidc: { config: { providers: [{ provider: 'google', subject: 'A1' }] } },
        totp: { config: { totp_url: 'otpauth://totp/ada?secret=JBSWY3DPEHPK3PXP' } },
      },
      verifiable_addresses: [{ value: 'ada@example.com', via: 'email', verified: true, status: 'completed' }],
      metadata_admin: ['any', { json: null }],
      organization_id: '550e8400-e29b-41d4-a716-446655440000',
    });
    expect(problems).toEqual([]);
    expect(ready).toEqual({
      create: {
        schema_id: 'person',
        state: 'inactive',
        traits: ada.traits,
        external_id: 'old-7',
        credentials: {
          password: { config: { password: 'secret' } },
          oidc: { config: { providers: [{ provider: 'google', subject: 'A1' }] } },
        },
        verifiable_addresses: [
          { value: 'ada@example.com', via: 'email', verified: true, status: 'completed' },
        ],
        metadata_admin: ['any', { json: null }],
        organization_id: '550e8400-e29b-41d4-a716-446655440000',
      },
      completion: { totp: { config: { totp_url: 'otpauth://totp/ada?secret=JBSWY3DPEHPK3PXP' } } },
      identifiers: ['ada@example.com', 'ada', 'google:A1'],
      addresses: ['email:ada@example.com'],
      hasPlainPassword: true,
    });
  });

  it('gives all that is wrong with a row, with pointers into it as it stands in the file', () => {
    const { problems, ready } = checkerOf([person])(
      {
        schema_id: 'person',
        traits: { email: 'nope', nick: 'x' },
        state: 'Active',
        credentials: { webauthn: {} },
        tratis: 1,
      },
      { bodyPointer: '/create' },
    );
    expect(ready).toBeUndefined();
    expect(problems.map(({ code, pointer, rule, value }) => [code, pointer, rule, value])).toEqual([
      ['unknown-field', '/create/credentials/webauthn', undefined, '{…}'],
      ['unknown-field', '/create/tratis', undefined, '1***'],
      ['state', '/create/state', 'enum: active, inactive', 'A***'],
      ['schema', '/create/traits/nick', 'additionalProperties: false', 'x***'],
      ['schema', '/create/traits/email', 'format: email', 'n***'],
    ]);
    expect(problems.map(({ message }) => message)).toContain(
      'Kratos takes no tratis here, and refuses a request that holds one; traits is meant, perhaps',
    );
  });

  it('leaves a row alone that reading it has rejected already, and keeps warnings of reading', () => {
    const problem = { code: 'syntax', pointer: '', message: 'no JSON', rejects: true };
    const check = checkerOf([person]);
    expect(check({}, { problems: [problem] })).toMatchObject({ problems: [problem], ready: undefined });
    const warning = { ...problem, rejects: false };
    const checked = check({ traits: {} }, { problems: [warning] });
    expect(checked.problems.map(({ code }) => code)).toEqual(['syntax', 'schema']);
    expect(check(ada, { problems: [warning] })).toMatchObject({ problems: [warning], ready: {} });
  });

  it('turns away what an earlier row has, and says which row and what', () => {
    const check = checkerOf([person]);
    check({ ...ada, external_id: 'old-7' });
    const second = check({ schema_id: 'person', traits: { email: 'other@example.com', username: 'ADA' } });
    expect(second).toMatchObject({
      problems: [
        {
          code: 'duplicate',
          pointer: '/traits/username',
          value: 'a***',
          earlier: { file: 'people.jsonl', record: 1, line: 1 },
          rejects: true,
        },
      ],
      ready: undefined,
    });
    const third = check({
      schema_id: 'person',
      traits: { email: 'third@example.com' },
      external_id: 'old-7',
    });
    expect(third.problems).toMatchObject([
      { pointer: '/external_id', message: expect.stringContaining('the same external_id') as string },
    ]);
    expect(check({ schema_id: 'person', traits: { email: 'other@example.com' } }).problems).toEqual([]);
  });

  it('keeps nothing for a row that is rejected', () => {
    const check = checkerOf([person]);
    expect(check({ ...ada, state: 'gone' }).ready).toBeUndefined();
    expect(check(ada).problems).toEqual([]);
  });

  it('lets a row that it meets again be the same row', () => {
    const check = checkerOf([person]);
    const place = { file: 'people.jsonl', record: 9, line: 9 };
    expect(check(ada, { place }).problems).toEqual([]);
    expect(check(ada, { place }).problems).toEqual([]);
    expect(check(ada, { place: { ...place, record: 10, line: 10 } }).problems).toMatchObject([
      { earlier: place },
    ]);
  });

  it('refuses two traits of one row that Kratos takes for one too late', () => {
    const { problems } = checkerOf([person])({
      schema_id: 'person',
      traits: { email: 'ada@example.com', username: 'ada@example.com ' },
    });
    expect(problems).toMatchObject([
      { code: 'duplicate', pointer: '/traits/username', rule: 'unique', rejects: true },
    ]);
    const alike = { email: 'ada@example.com', username: 'ADA@example.com' };
    expect(checkerOf([person])({ schema_id: 'person', traits: alike }).problems).toEqual([]);
  });

  it('refuses what one logs in with that is empty or too long', () => {
    const check = checkerOf([person]);
    const of = (username: string) =>
      check({ schema_id: 'person', traits: { email: 'ada@example.com', username } }).problems;
    expect(of('  ')).toMatchObject([
      { code: 'identifier', pointer: '/traits/username', rule: 'minLength: 1' },
    ]);
    expect(of('x'.repeat(256))).toMatchObject([{ code: 'too-long', rule: 'maxLength: 255' }]);
    expect(of('😀'.repeat(255))).toEqual([]);
  });

  it('reads names of members in any case, but none twice', () => {
    const check = checkerOf([person]);
    expect(check({ Schema_ID: 'person', TRAITS: ada.traits }).ready?.create).toEqual({
      schema_id: 'person',
      traits: ada.traits,
    });
    expect(check({ ...ada, Traits: {} }).problems).toMatchObject([
      { code: 'unknown-field', pointer: '/Traits', rejects: true },
    ]);
  });

  it('says what is not what it has to be, where it stands', () => {
    const { problems } = checkerOf([person])({
      ...ada,
      external_id: 5,
      metadata_public: 'anything',
      credentials: { oidc: { config: { providers: [{ provider: 'g', subject: 1 }] } }, password: 'secret' },
      verifiable_addresses: [
        { value: 'ada@example.com', via: 'email', verified: 'yes', verified_at: 'yesterday' },
      ],
      organization_id: 'acme',
    });
    expect(
      problems.filter(({ code }) => code === 'wrong-type').map(({ pointer, rule }) => [pointer, rule]),
    ).toEqual([
      ['/external_id', 'type: a text'],
      ['/credentials/oidc/config/providers/0/subject', 'type: a text'],
      ['/credentials/password', 'type: an object'],
      ['/verifiable_addresses/0/verified', 'type: true or false'],
      ['/verifiable_addresses/0/verified_at', 'type: a time such as 2026-02-28T12:30:00Z'],
      ['/organization_id', 'type: a UUID'],
    ]);
    expect(problems.map(({ message }) => message).join()).not.toContain('secret');
  });

  it('names nothing of a person but masked', () => {
    const { problems } = checkerOf([person])({
      schema_id: 'person',
      traits: { email: 'Ada Lovelace <ada@example.com>', tags: ['private@example.com', 7] },
      state: 'private@example.com',
      external_id: `private@example.com${'x'.repeat(64)}`,
      credentials: { oidc: { config: { providers: [{ provider: '', subject: 'private@example.com' }] } } },
      verifiable_addresses: [{ value: 'private@example.com', via: 'email', verified: true }],
    });
    expect(problems.length).toBeGreaterThan(5);
    expect(JSON.stringify(problems)).not.toMatch(/private|lovelace/i);
  });
});
