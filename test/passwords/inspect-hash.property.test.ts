import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  nat,
  oneof,
  pre,
  property,
  record,
  string,
} from 'fast-check';
import { expect, test } from 'vitest';
import { inspectHash } from '../../src/passwords/inspect-hash.ts';
import { measuredVersion } from '../../src/passwords/kratos-version.ts';
import { verifyPassword } from '../../src/passwords/verify-password.ts';
import { readHashInspections } from './hash-vectors.ts';

const rows = readHashInspections();
const beginnings = rows.map(({ hash }) => hash.slice(0, 12));
const versions = constantFrom(
  measuredVersion,
  { major: 0, minor: 8, patch: 0 },
  { major: 1, minor: 2, patch: 0 },
  { major: 27, minor: 0, patch: 0 },
);

test('nothing is thrown, whatever the text', () => {
  const beginning = constantFrom(...beginnings, '');
  assert(
    property(beginning, string({ unit: 'binary', maxLength: 80 }), versions, (start, rest, version) => {
      const report = inspectHash(start + rest, version);
      expect(report.canMatch).toBe(report.reason === undefined);
    }),
    { numRuns: 3000 },
  );
});

const edit = record({
  at: nat(200),
  drop: integer({ min: 0, max: 3 }),
  put: oneof(
    constantFrom(
      '',
      '$',
      '=',
      '==',
      '\n',
      '\r\n',
      ' ',
      '+',
      '-',
      '_',
      '.',
      '/',
      '0',
      'A',
      '{SALT}',
      '\0',
      'é',
      '+1',
      ',',
    ),
    string({ maxLength: 2 }),
  ),
});

test('what no password can match matches none, however a hash that matches is changed', async () => {
  const matching = rows.filter(({ hash, login }) => login === 'MATCH' && isQuick(hash));
  let matches = 0;
  await assert(
    asyncProperty(
      constantFrom(...matching),
      array(edit, { minLength: 1, maxLength: 2 }),
      async ({ hash, password }, edits) => {
        const changed = edits.reduce(
          (text, { at, drop, put }) =>
            text.slice(0, at % text.length) + put + text.slice((at % text.length) + drop),
          hash,
        );
        pre(isQuick(changed));
        const { canMatch, code = '' } = inspectHash(changed, measuredVersion);
        const { match } = await verifyPassword(password, changed);
        if (match) matches += 1;
        expect(!match || canMatch || refusedThoughMatching.has(code)).toBe(true);
      },
    ),
    { numRuns: 1500 },
  );
  expect(matches).toBeGreaterThan(0);
}, 60_000);

const refusedThoughMatching = new Set(['improbable', 'matches-anything', 'not-storable']);

/** Whether comparing takes a few milliseconds at most. */
function isQuick(hash: string): boolean {
  const { parameters } = inspectHash(hash, measuredVersion);
  return Object.entries(parameters).every(([name, value]) => Number(value) <= (most[name] ?? Infinity));
}

const most: Readonly<Record<string, number>> = {
  cost: 5,
  'memory-kib': 1024,
  passes: 20,
  iterations: 2000,
  rounds: 6000,
  n: 2048,
  r: 16,
  p: 20,
  ln: 8,
};

const long = 300_000;
const fills = ['='.repeat(long), '$'.repeat(long), '9'.repeat(long), ' '.repeat(long), '\r\n'.repeat(long)];

test.each([...new Set(rows.map(({ hash }) => hash.slice(0, 6)))])(
  'what begins with %j and is very long is looked at in time',
  (start) => {
    for (const fill of fills) expect(inspectHash(start + fill, measuredVersion)).toHaveProperty('format');
  },
);

test.each([
  ['braces', '{"a":'.repeat(long)],
  [
    'a template',
    `$md5$pf=${Buffer.from('{SALT}'.repeat(long)).toString('base64')}$$1B2M2Y8AsgTpgAmY7PhCfg==`,
  ],
  ['a number', `$argon2id$v=19$m=${'0'.repeat(long)}1,t=1,p=1$c2FsdHNhbHQ$c2FsdHNhbHQ`],
  ['rounds', `$sha512-crypt$${'rounds=1,'.repeat(long)}$salt$x`],
])('%s without end are looked at in time', (_, hash) => {
  expect(inspectHash(hash, measuredVersion)).toHaveProperty('format');
});
