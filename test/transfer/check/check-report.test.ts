import { describe, expect, it } from 'vitest';
import { createCheckTally } from '../../../src/transfer/check/check-report.ts';
import { checkerOf, person } from './check-rows.ts';

const bcrypt = '$2b$12$OSLxzYCWX0TFITZqKQLOIeqB8uUkpLu57fI5ztBIznBxK8wcmEqh2';

describe('a report on checked rows', () => {
  it('puts problems of a kind together, those that reject first', () => {
    const check = checkerOf([person]);
    const tally = createCheckTally();
    for (let row = 0; row < 7; row += 1) {
      tally.add(check({ traits: { email: `person-${row}@example.com`, tags: ['a', row] } }));
    }
    tally.add(check({ traits: { email: 'nope' } }));
    tally.add(
      check({ traits: { email: 'ada@example.com' }, recovery_addresses: [{ value: 'x@y', via: 'email' }] }),
    );
    tally.addUnread({
      position: 10,
      place: { file: 'people.jsonl', record: 10, line: 10 },
      problem: { code: 'syntax', pointer: '', message: 'no JSON', rejects: true },
      isRow: true,
    });
    tally.addUnread({
      position: 11,
      place: { file: 'people.jsonl', record: 10, line: 10 },
      problem: { code: 'beside-records', pointer: '', message: 'settings of a realm', rejects: false },
      isRow: false,
    });
    const { read, rejected, problems } = tally.report();
    expect({ read, rejected }).toEqual({ read: 10, rejected: 9 });
    expect(
      problems.map(({ code, pointer, rule, rejects, count, places }) => [
        code,
        pointer,
        rule,
        rejects,
        count,
        places.length,
      ]),
    ).toEqual([
      ['schema', '/traits/tags/*', 'type: string', true, 7, 5],
      ['schema', '/traits/email', 'format: email', true, 1, 1],
      ['syntax', '', undefined, true, 1, 1],
      ['address', '/recovery_addresses/*', 'one of the traits', false, 1, 1],
      ['beside-records', '', undefined, false, 1, 1],
    ]);
    expect(problems[0]?.places[1]).toEqual({ file: 'people.jsonl', record: 2, line: 2, value: '1***' });
  });

  it('shows of a row nothing but a masked value, also where people are names of members', () => {
    const check = checkerOf([person]);
    const tally = createCheckTally();
    const ada = 'ada@example.com';
    tally.add(check({ traits: { email: ada } }));
    tally.add(check({ traits: { email: ada.toUpperCase() } }));
    tally.add(check({ traits: { email: 'bob@example.com', [ada]: 'x' } }));
    tally.add(check({ traits: { email: 'bob@example.com' }, [ada]: { [ada]: 1 } }));
    tally.add(check({ traits: { email: 'bob@example.com' }, schema_id: ada }));
    const { problems } = tally.report();
    expect(problems[0]).toMatchObject({
      code: 'duplicate',
      places: [{ line: 2, value: 'a***@e***.com', earlier: { file: 'people.jsonl', record: 1, line: 1 } }],
    });
    expect(problems.map(({ pointer }) => pointer)).toContain('/traits/a***@e***.com');
    expect(JSON.stringify(problems)).not.toMatch(/ada@|bob@/i);
  });

  it('counts what would be sent', () => {
    const check = checkerOf([person]);
    const tally = createCheckTally();
    const add = (name: string, credentials: object, stripped: string[] = [], more: object = {}) =>
      tally.add(check({ traits: { email: `${name}@example.com` }, credentials, ...more }, { stripped }));
    add('a', { password: { config: { hashed_password: bcrypt } } }, ['id', 'created_at']);
    add(
      'b',
      {
        password: { config: { password: 'x' } },
        saml: { config: { providers: [{ provider: 'corp', subject: '1' }] } },
      },
      ['id'],
    );
    add('c', { password: { config: { use_password_migration_hook: true } } }, [], { schema_id: 'person' });
    add('d', {
      oidc: {
        config: {
          providers: [
            { provider: 'google', subject: '1' },
            { provider: 'corp', subject: '1' },
          ],
        },
      },
    });
    add('e', { password: { config: {} } });
    expect(tally.report()).toMatchObject({
      read: 5,
      rejected: 1,
      passwords: { bcrypt: 1, 'plain text': 1, 'migration hook': 1, none: 1 },
      schemas: { '(default)': 3, person: 1 },
      links: { corp: 2, google: 1 },
      stripped: { id: 2, created_at: 1 },
    });
  });

  it('stays small, whatever is wrong', () => {
    const check = checkerOf([person]);
    const tally = createCheckTally();
    for (let row = 0; row < 1000; row += 1) {
      tally.add(check({ traits: { email: `p${row}@example.com`, [`trait-${row}`]: 1 } }));
      tally.add(check({ traits: { email: `q${row}@example.com` } }, { stripped: [`member-${row}`] }));
    }
    const report = tally.report();
    expect(report.problems.length).toBeLessThan(210);
    expect(report.problems.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(Object.keys(report.stripped).length).toBeLessThan(210);
    expect(Object.values(report.stripped).reduce((sum, count) => sum + count, 0)).toBe(1000);
  });
});
