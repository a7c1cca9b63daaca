import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bodyCheck, type CheckedBody } from '../../../src/transfer/check/check-body.ts';
import { checkerOf } from './check-rows.ts';

/**
 * What a real Kratos v26.2.0 on PostgreSQL answered to `POST /admin/identities`: to traits by schema, to whole bodies, and to two bodies
 * one after the other, of which the first was created. Each was removed again.
 */
const verdicts = readFileSync(join(import.meta.dirname, 'kratos-verdicts.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Verdict);

interface Verdict {
  readonly schema_id?: string;
  readonly schema?: unknown;
  readonly of?: string;
  readonly traits?: unknown;
  readonly body?: string;
  readonly first?: unknown;
  readonly second?: unknown;
  readonly status: number;
  readonly identifiers?: Readonly<Record<string, readonly string[]>>;
  readonly verifiable?: readonly string[];
  readonly recovery?: readonly string[];
}

const schemas = verdicts.flatMap(({ schema_id: id, schema }) => (id === undefined ? [] : [{ id, schema }]));
const ofTraits = verdicts.filter(({ of }) => of !== undefined);
const ofBodies = verdicts.flatMap(({ body, status }) => (body === undefined ? [] : [{ body, status }]));
const ofPairs = verdicts.filter(({ first }) => first !== undefined);

const check = bodyCheck(schemas, { major: 26, minor: 2, patch: 0 });
const checkTraits = ({ of, traits }: Verdict): CheckedBody => check({ schema_id: of, traits });
const checkText = (body: string): CheckedBody => check(JSON.parse(body) as Record<string, unknown>);
const told = ({ of, traits }: Verdict): string => `${of} ${JSON.stringify(traits)}`;

describe('a check of traits beside a real Kratos', () => {
  it('refuses nothing that Kratos takes', () => {
    const taken = ofTraits.filter(({ status }) => status === 201);
    expect(taken.length).toBeGreaterThan(400);
    expect(taken.filter((one) => checkTraits(one).sound === undefined).map(told)).toEqual([]);
  });

  it('refuses what Kratos refuses, where that can be told here', () => {
    const refused = ofTraits.filter(({ of = '', status }) => status !== 201 && !leftToKratos.has(of));
    expect(refused.length).toBeGreaterThan(350);
    const passed = refused.filter((one) => checkTraits(one).sound !== undefined).map(told);
    expect(passed).toEqual(alsoLeftToKratos);
  });

  it('knows the identifiers and addresses that Kratos makes of traits', () => {
    const taken = ofTraits.filter(({ of = '', status }) => status === 201 && of.startsWith('roles'));
    // In a condition that does not hold, Kratos looks at roles, too; nobody has them there.
    const usual = taken.filter((one) => told(one) !== 'roles-logic {"i":"L5"}');
    expect(usual.length).toBeGreaterThan(40);
    for (const one of usual) {
      const ready = checkTraits(one).sound?.ready;
      const { identifiers = {}, verifiable = [], recovery = [] } = one;
      const kept = new Set(Object.values(identifiers).flat().filter(isOfText));
      expect([told(one), ...(ready?.identifiers ?? []).toSorted()]).toEqual([
        told(one),
        ...[...kept].toSorted(),
      ]);
      const addresses = new Set([...verifiable, ...recovery]);
      expect((ready?.addresses ?? []).toSorted()).toEqual([...addresses].toSorted());
    }
  });
});

/** Numbering plans, expressions as values, encodings, and what `$ref` and `$schema` name elsewhere. */
const leftToKratos: ReadonlySet<string> = new Set(
  `tel regex content ref-self-file ref-self-full ref-missing ref-external ref-inner-id ref-abs ref-meta
   dialect-without-hash dialect-2020`.split(/\s+/),
);

/** Hosts about which releases of Go differ, whole numbers that JSON writes with an exponent, and a channel that a schema lacks. */
const alsoLeftToKratos = [
  ...['uri', 'uri-reference'].flatMap((format) =>
    ['http://[fe80::1%en0]/', 'http://[::1%25]/', 'http://[x]', 'http://[]', 'http://h:80:80'].map(
      (x) => `${format} ${JSON.stringify({ x })}`,
    ),
  ),
  ...[1e21, 1e22, 1e300].map((x) => `numbers ${JSON.stringify({ x })}`),
  'roles-code {"none":"x"}',
];

/** Kratos prints true, null, lists and objects as Go does, as names that nobody could type. */
const isOfText = (identifier: string): boolean => !/^(?:%!s|map\[|\[)/.test(identifier);

describe('a check of whole bodies beside a real Kratos', () => {
  it('refuses what Kratos refuses or fails at', () => {
    const refused = ofBodies.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(60);
    const passed = refused.filter(({ body }) => checkText(body).sound !== undefined);
    expect(passed.map(({ body }) => body)).toEqual([]);
  });

  it('refuses of what Kratos takes only what would be lost or of no use', () => {
    const taken = ofBodies.filter(({ status }) => status === 201);
    expect(taken.length).toBeGreaterThan(60);
    const problems = taken.flatMap(({ body }) => {
      const { sound, problems: found } = checkText(body);
      return sound === undefined ? found.map(({ code, message }) => `${code}: ${message}`) : [];
    });
    expect(problems).toEqual(ofNoUse);
  });
});

const ofNoUse = [
  expect.stringMatching(/^address: none of the traits .* drop it, and with it that it was verified/),
  expect.stringMatching(/^address: it has no via, .* drop it, and with it that it was verified/),
  expect.stringMatching(/^address: the address stands here twice, and Kratos takes the first, which is not/),
];

describe('a check of rows one after the other beside a real Kratos', () => {
  it('finds those duplicates that are conflicts to Kratos', () => {
    expect(ofPairs.length).toBeGreaterThan(20);
    for (const { first, second, status } of ofPairs) {
      const checkRow = checkerOf(schemas);
      const pair = JSON.stringify([first, second]);
      expect([pair, checkRow(first).problems]).toEqual([pair, []]);
      const { problems } = checkRow(second);
      expect([pair, problems.map(({ code }) => code)]).toEqual([pair, status === 409 ? ['duplicate'] : []]);
    }
  });
});
