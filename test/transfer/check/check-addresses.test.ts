import { describe, expect, it } from 'vitest';
import { checkerOf, person } from './check-rows.ts';

const ada = { traits: { email: 'Ada@Example.com' } };
const check = (addresses: object) => checkerOf([person])({ ...ada, ...addresses });

describe('addresses beside the traits that they are of', () => {
  it('are sent as they stand, whatever their case', () => {
    const verifiable_addresses = [
      { value: 'ADA@example.com', via: 'email', verified: true, verified_at: '2020-01-02T03:04:05Z' },
    ];
    expect(check({ verifiable_addresses })).toMatchObject({
      problems: [],
      ready: { create: { verifiable_addresses } },
    });
  });

  it('are refused where Kratos would drop that they were verified', () => {
    for (const lost of [
      { value: 'other@example.com', via: 'email', verified: true },
      { value: ' ada@example.com', via: 'email', verified: true },
      { value: 'ada@example.com', verified: true },
      { value: 'ada@example.com', via: 'sms', verified: true },
    ]) {
      expect(check({ verifiable_addresses: [lost] }).problems).toMatchObject([
        { code: 'address', pointer: '/verifiable_addresses/0', rule: 'one of the traits', rejects: true },
      ]);
    }
  });

  it('are left out with a warning where nothing is lost', () => {
    const unverified = { value: 'other@example.com', via: 'email', verified: false };
    const kept = { value: 'ada@example.com', via: 'email', verified: true };
    const { problems, ready } = check({
      verifiable_addresses: [unverified, kept, kept],
      recovery_addresses: [{ value: 'other@example.com', via: 'email' }],
    });
    expect(problems.map(({ pointer, rule, rejects }) => [pointer, rule, rejects])).toEqual([
      ['/verifiable_addresses/0', 'one of the traits', false],
      ['/verifiable_addresses/2', 'unique', false],
      ['/recovery_addresses/0', 'one of the traits', false],
    ]);
    expect(ready?.create.verifiable_addresses).toEqual([kept]);
    expect(ready?.create).not.toHaveProperty('recovery_addresses');
  });

  it('are refused where the first of two is not verified, for it is the one that Kratos takes', () => {
    const address = { value: 'ada@example.com', via: 'email' };
    const { problems } = check({ verifiable_addresses: [address, { ...address, verified: true }] });
    expect(problems).toMatchObject([{ pointer: '/verifiable_addresses/1', rule: 'unique', rejects: true }]);
  });

  it('have a status that fits', () => {
    const address = { value: 'ada@example.com', via: 'email', status: 'waiting-for-an-answer' };
    expect(check({ verifiable_addresses: [address] }).problems).toMatchObject([
      { pointer: '/verifiable_addresses/0/status', rule: 'maxLength: 16', rejects: true },
    ]);
  });
});
