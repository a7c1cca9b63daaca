import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src/engine/outcome.ts';
import { renderOutcome } from '../../../../src/edges/cli/render-outcome.ts';

const counts = {
  read: 12_400,
  created: 12_361,
  updated: 0,
  unchanged: 0,
  skipped: 3,
  rejected: 34,
  uncertain: 2,
  changed: true,
};

const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  operation: '12',
  task: '13',
  action: 'import-identities',
  status: 'completed',
  results: counts,
  log: [],
  timing: {
    enqueued: '2026-11-20T10:00:00.000Z',
    started: '2026-11-20T10:00:00.000Z',
    completed: '2026-11-20T10:00:40.000Z',
  },
  'dry-run': false,
  ...more,
});

const place = (line: number | undefined) => ({ file: 'people.jsonl', record: 9, line });

const refused = outcome({
  status: 'failed',
  error: {
    code: 'partial',
    message: '36 of 12400 rows did not go in.',
    details: {
      reasons: { conflict: 4, schema: 30, 'no-answer': 2 },
      places: { schema: [place(12), place(15), place(99), place(120)], conflict: [place(undefined)] },
      rejects: "people's.rejects.jsonl",
    },
  },
});

describe('an import in words', () => {
  it('has its counts in a column, its speed, and what to do next', async () => {
    const all = { ...counts, read: 400, created: 400, skipped: 0, rejected: 0, uncertain: 0 };
    expect(await renderOutcome(outcome({ results: all }), 'text', false)).toBe(`read       400
created    400
updated      0
unchanged    0
skipped      0
rejected     0
uncertain    0

in 40 s, 10 rows/s

idp verify 12  # reads everything that was created again and compares it
idp undo 12    # deletes what was created, after asking
`);
  });

  it('says why rows did not go in, where they stand, and what was written', async () => {
    const text = await renderOutcome(refused, 'text', false);
    expect(text.split('\n\n').slice(1)).toEqual([
      'in 40 s, 310 rows/s',
      `rejected and uncertain, by reason
  schema     30  people.jsonl:12, people.jsonl:15, people.jsonl:99 …
  conflict    4  people.jsonl, record 9 …
  no-answer   2`,
      "rejects  people's.rejects.jsonl",
      String.raw`idp import 'people'\''s.rejects.jsonl'  # imports the rejected rows, once they are mended there, with the same options
idp resume 12 --include-uncertain       # sends what is uncertain again; look first whether it is there
idp verify 12                           # reads everything that was created again and compares it
idp undo 12                             # deletes what was created, after asking
`,
    ]);
  });

  it('says first how to go on where a part was not reached', async () => {
    const error = { code: 'unavailable', message: 'Kratos is gone.', details: { unfinished: true } } as const;
    expect(await renderOutcome(outcome({ error }), 'text', false)).toContain(
      '\n\nidp resume 12                      # goes on where it stopped, no row twice\n',
    );
  });

  it('shows no control characters of file names', async () => {
    const code = 'x\u0007';
    const places = { [code]: [{ ...place(1), file: 'a\u001B[2J' }] };
    const details = { reasons: { [code]: 1 }, places };
    const text = await renderOutcome(
      outcome({ error: { code: 'partial', message: '', details } }),
      'text',
      false,
    );
    expect(text).toContain(String.raw`x\u0007  1  a\u001b[2J:1`);
  });

  it('sends the rejected rows to the same Kratos', async () => {
    const text = await renderOutcome(refused, 'text', false, { context: 'prod' });
    expect(text).toContain("\nidp --context prod import 'people");
    expect(text).toMatch(/^idp verify 12 {22}# reads/m);
  });

  it('offers nothing after a dry run, and is plain results where nothing was counted', async () => {
    const text = await renderOutcome(outcome({ 'dry-run': true }), 'text', false);
    expect(text).not.toContain('idp verify');
    expect(text).toContain('nothing was sent');
    expect(await renderOutcome(outcome({ results: { changed: false } }), 'text', false)).toBe(
      'changed  no\n',
    );
  });

  it('is data as ever in the formats for programs', async () => {
    expect(JSON.parse(await renderOutcome(refused, 'json', false))).toEqual(refused);
  });
});

describe('a check in words', () => {
  const problems = [
    {
      code: 'unverified',
      pointer: '/verifiable_addresses/0',
      message: 'it is dropped',
      rejects: false,
      count: 7,
      places: [place(3)],
    },
    {
      code: 'schema',
      pointer: '/traits/email',
      message: 'this is no address',
      rule: 'format: email',
      rejects: true,
      count: 2,
      places: [place(4), place(8)],
    },
    { code: 'syntax', pointer: '', message: 'the line is cut', rejects: true, count: 1, places: [place(9)] },
  ];
  const report = {
    read: 10,
    rejected: 3,
    problems,
    passwords: { bcrypt: 9, none: 0 },
    schemas: { default: 10 },
    links: { google: 2 },
    stripped: { 'credentials.password.identifiers': 2 },
  };

  const { read, rejected, ...checked } = report;

  it.each([
    ['beside the counts', { ...counts, read, rejected, checked }],
    ['as the results', report],
  ])('has each kind of problem with the first places, %s', async (_, results) => {
    expect(await renderOutcome(outcome({ results }), 'text', false))
      .toBe(`10 rows read, 7 fit, 3 would be rejected
  passwords: bcrypt 9
  schemas: default 10
  links: google 2
  dropped, since Kratos makes it anew: credentials.password.identifiers 2
rejected (2) schema: /traits/email: this is no address (format: email)
  people.jsonl:4, people.jsonl:8
rejected (1) syntax: the line is cut
  people.jsonl:9
warning (7) unverified: /verifiable_addresses/0: it is dropped
  people.jsonl:3 …
`);
  });

  it('shows twenty kinds of problem, and how many more there are', async () => {
    const many = Array.from({ length: 22 }, (_, at) => ({ ...problems[1], message: `problem ${at}` }));
    const text = await renderOutcome(outcome({ results: { ...report, problems: many } }), 'text', false);
    expect(text).toContain('problem 19');
    expect(text).not.toContain('problem 20');
    expect(text).toMatch(/… and 2 more kinds of problem; --format json has them all\n$/);
  });
});

describe('a check of what Kratos has, in words', () => {
  it('has each kind of problem with the first identities', async () => {
    const ids = ['5d', '6e', '7f', '80'];
    const kind = {
      schema: 'default',
      pointer: '/traits/email',
      rule: 'required',
      message: 'it lacks an address',
    };
    const results = {
      read: 12,
      rejected: 4,
      problems: [{ ...kind, count: 4, 'identity-ids': ids }],
      identities: ids.map((id) => ({ 'identity-id': id })),
    };
    const live = outcome({ action: 'validate-identities', results });
    expect(await renderOutcome(live, 'text', false)).toBe(`12 read, 8 fit their schema, 4 do not
default /traits/email (4): it lacks an address (required)
  5d, 6e, 7f …
`);
    const none = outcome({
      action: 'validate-identities',
      results: { read: 3, rejected: 0, problems: [], identities: [] },
    });
    expect(await renderOutcome(none, 'text', false)).toBe('3 read, 3 fit their schema, 0 do not\n');
  });
});
