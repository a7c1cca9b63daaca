import { describe, expect, it } from 'vitest';
import type { InputRow, RowProblem } from '../../../src/transfer/import/import-row.ts';
import { rejectLine } from '../../../src/transfer/journal/reject-line.ts';

const place = { file: 'people.jsonl', record: 7, line: 9 };
const problem: RowProblem = {
  code: 'schema',
  pointer: '/traits/email',
  message: 'it is no e-mail address',
  value: 'a***',
  rule: 'format: email',
  rejects: true,
};
const hash = '$2a$12$0123456789012345678901u1234567890123456789012345678901.';

function row(credentials: unknown): InputRow {
  const original = { schema_id: 'default', traits: { email: 'ada' }, credentials };
  return {
    position: 107,
    place,
    original,
    body: original,
    patchId: undefined,
    oldId: undefined,
    stripped: [],
    problems: [],
  };
}

describe('a line of the file of rejects', () => {
  it('holds the original row, where it stood and what is wrong with it', () => {
    const warning = { ...problem, code: 'stripped', rejects: false };
    const ada = row(undefined);
    expect(JSON.parse(rejectLine({ row: ada, problems: [problem, warning] }))).toEqual({
      ...place,
      problems: [
        {
          code: 'schema',
          pointer: '/traits/email',
          message: 'it is no e-mail address',
          value: 'a***',
          rule: 'format: email',
        },
      ],
      value: { schema_id: 'default', traits: { email: 'ada' } },
    });
  });

  it('says what Kratos answered, whom it clashes with, and under which patch_id it was sent', () => {
    const line = rejectLine({
      row: { ...row(undefined), patchId: '00000000-0000-4000-8000-000000000001' },
      problems: [],
      answer: { status: 409, reason: 'it conflicts' },
      identityId: '00000000-0000-4000-8000-000000000002',
    });
    expect(Object.keys(JSON.parse(line) as object)).toEqual([
      'file',
      'record',
      'line',
      'patch_id',
      'problems',
      'answer',
      'identity-id',
      'value',
    ]);
    expect(line).toContain('"answer":{"status":409,"reason":"it conflicts"}');
  });

  it.each([
    ['hash', { password: { config: { hashed_password: hash } } }, `no known format: ${hash}`, hash],
    ['password', { password: { config: { password: 'hunter22' } } }, 'in "hunter22"', 'hunter22'],
    [
      'password with signs',
      { password: { config: { password: 'a"b<c' } } },
      String.raw`in a\"b\u003cc`,
      'u003cc',
    ],
    [
      'secret of one-time codes',
      { totp: { config: { totp_url: 'otpauth://x?secret=ABC' } } },
      'otpauth://x?secret=ABC',
      'ABC',
    ],
    [
      'recovery code',
      { lookup_secret: { config: { recovery_codes: [{ code: 'abcd1234' }] } } },
      'at abcd1234',
      'abcd1234',
    ],
    ['hash that was made here', { password: { config: { password: 'hunter22' } } }, `refused ${hash}`, hash],
  ])('has no %s in the words of Kratos', (_, credentials, reason, secret) => {
    const line = rejectLine({ row: row(credentials), problems: [], answer: { status: 400, reason } });
    const { answer, value } = JSON.parse(line) as { answer: { reason: string }; value: unknown };
    expect(answer.reason).toContain('[secret]');
    expect(answer.reason).not.toContain(secret);
    expect(value).toEqual(row(credentials).original);
  });

  it('leaves in the words of Kratos what is no secret', () => {
    const credentials = {
      oidc: { type: 'oidc', config: { providers: [{ provider: 'google', subject: 'sub-123' }] } },
    };
    const answer = { status: 409, reason: 'oidc: google:sub-123 is taken by $ref in {SOMETHING}' };
    expect(rejectLine({ row: row(credentials), problems: [], answer })).toContain(answer.reason);
  });

  it('of a row that could not be read has the beginning of its text, where that is known', () => {
    const unread = { place: { ...place, line: undefined }, raw: 'x'.repeat(2000) };
    expect(JSON.parse(rejectLine({ row: unread, problems: [problem] }))).toMatchObject({
      file: 'people.jsonl',
      record: 7,
      value: 'x'.repeat(1000),
    });
    expect(rejectLine({ row: { place }, problems: [problem] })).toMatch(/"value":null\}$/);
  });

  it('is one line', () => {
    expect(rejectLine({ row: { place, raw: 'a\nb\u2028c' }, problems: [] })).not.toContain('\n');
  });
});
