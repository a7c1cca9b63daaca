import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../fault-proxy.ts';
import {
  batchFaults,
  expectAllIn,
  faultyImport,
  isBatch,
  people,
  type FaultyImport,
} from './faulty-import.ts';

const rows = 150;

/** What an answer may look like that is none of Kratos; each with and without Kratos having done it. */
const answers: readonly (Fault & { readonly isForwarded?: boolean })[] = [
  // A database that failed over may have committed what Kratos calls a failure.
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 504 },
  { kind: 'html', status: 200 },
  { kind: 'html', status: 502 },
  { kind: 'wrongJson', text: '[]' },
  { kind: 'wrongJson', text: '{"identities":[]}' },
  { kind: 'wrongJson', text: '{"identities":[{"action":"create"}]}' },
  { kind: 'wrongJson', text: '{"identities":{"0":"yes"}}' },
  { kind: 'wrongJson', text: '"created"' },
  { kind: 'wrongJson', text: '{"identities":[{"action":"crea' },
  { kind: 'stall' },
];

const faults: readonly (readonly [string, Fault])[] = (
  [
    { kind: 'cutBefore' },
    { kind: 'cutAfter' },
    { kind: 'halfAnswer' },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 429, retryAfter: '1' },
    ...answers.flatMap((answer) => [answer, { ...answer, isForwarded: true }]),
  ] as Fault[]
).map((fault) => [JSON.stringify(fault), fault]);

describe('an import of which one batch meets a fault', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it.each(faults)('%s: everybody is there, once', async (_, fault) => {
    run = await faultyImport(people(rows), {
      fault: batchFaults((batch) => (batch === 2 ? fault : undefined)),
    });
    const ended = await run.run();
    await expectAllIn(run, ended, rows);
    expect(run.proxy.seen.filter((one) => one.fault !== undefined && isBatch(one))).toHaveLength(1);
  });
});
