import { describe, expect, test } from 'vitest';
import type { Account, Address } from '../../src/sources/account.ts';
import { reachedIdentifiers } from '../../src/sources/reached-identifiers.ts';
import { accountOf } from './account-of.ts';

function account(addresses: readonly Address[], usernames: readonly string[] = []): Account {
  return accountOf({}, { addresses, usernames });
}

const ada: Address = { via: 'email', value: 'Ada@Example.com', verified: true };

describe('an address of the source', () => {
  test('is verified in Kratos when some trait has it, trimmed and in lower case as Kratos compares', () => {
    const reached = reachedIdentifiers(account([ada]), { contact: { mail: ' ada@example.com ' } });
    expect(reached.verifiable).toEqual([
      { value: 'ada@example.com', via: 'email', verified: true, status: 'completed' },
    ]);
    expect(reached.typed).toEqual(['ada@example.com']);
    expect(reached.unique).toEqual(['name:ada@example.com']);
  });

  test.each([
    ['İnci@example.com', 'inci@example.com'],
    ['ΟΔΟΣ@example.com', 'οδοσ@example.com'],
    ['JOSÉ@example.com', 'josé@example.com'],
  ])('is in small letters as Kratos makes them: of %s %s', (email, value) => {
    const reached = reachedIdentifiers(account([{ ...ada, value: email }]), { email });
    expect(reached).toMatchObject({ verifiable: [{ value }], typed: [value], unique: [`name:${value}`] });
  });

  test('keeps the time at which it was verified', () => {
    const at = { ...ada, verifiedAt: '2024-01-15T10:30:00.000Z' };
    expect(reachedIdentifiers(account([at]), { email: ada.value }).verifiable).toMatchObject([
      { verified_at: '2024-01-15T10:30:00.000Z' },
    ]);
  });

  test('that reaches no trait is not sent, for Kratos would drop it without a word', () => {
    expect(reachedIdentifiers(account([ada]), { email: 'grace@example.com' })).toEqual({
      verifiable: [],
      typed: [],
      unique: [],
    });
  });

  test('that was not verified can be typed at login all the same', () => {
    const reached = reachedIdentifiers(account([{ ...ada, verified: false }]), { email: ada.value });
    expect(reached).toMatchObject({ verifiable: [], typed: ['ada@example.com'] });
  });

  test('listed twice is verified if it was once, and told once', () => {
    const twice = [{ ...ada, verified: false }, ada, { ...ada, verified: false }];
    const reached = reachedIdentifiers(account(twice), { emails: [ada.value] });
    expect(reached.verifiable).toHaveLength(1);
    expect(reached.typed).toEqual(['ada@example.com']);
  });

  test('listed twice has the time of the one that has it', () => {
    const at = { ...ada, verifiedAt: '2024-01-15T10:30:00.000Z' };
    for (const both of [
      [ada, at],
      [at, ada],
    ]) {
      expect(reachedIdentifiers(account(both), { email: ada.value }).verifiable).toMatchObject([
        { verified_at: '2024-01-15T10:30:00.000Z' },
      ]);
    }
  });

  test('that is a telephone need not be unique: families share one', () => {
    const phone: Address = { via: 'sms', value: '+4930123456', verified: true };
    expect(reachedIdentifiers(account([phone]), { phone: '+4930123456' })).toEqual({
      verifiable: [{ value: '+4930123456', via: 'sms', verified: true, status: 'completed' }],
      typed: ['+4930123456'],
      unique: [],
    });
  });
});

describe('a user name', () => {
  test('is typed and unique when some trait has it', () => {
    expect(reachedIdentifiers(account([], ['Ada']), { username: 'Ada' })).toEqual({
      verifiable: [],
      typed: ['ada'],
      unique: ['name:ada'],
    });
    expect(reachedIdentifiers(account([], ['Ada']), { email: 'x' }).typed).toEqual([]);
  });

  test('that is the address as well counts once', () => {
    const reached = reachedIdentifiers(account([ada], ['ada@example.com']), {
      email: 'Ada@Example.com',
      username: 'ada@example.com',
    });
    expect(reached.typed).toEqual(['ada@example.com']);
    expect(reached.unique).toEqual(['name:ada@example.com']);
  });
});
