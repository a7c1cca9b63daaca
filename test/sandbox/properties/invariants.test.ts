import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isExpectedError } from './expected-errors.ts';
import { expectInvariants } from './invariants.ts';
import { type Operation, sequence } from './operation.ts';
import { seededRuns } from './seeded-runs.ts';
import { type Played, sendOperation } from './send-operation.ts';
import { storedIdentities } from './stored-identity.ts';
import { useSandbox } from './use-sandbox.ts';

const runs = seededRuns('invariants of the sandbox', 60);

test(
  'whatever is asked for, the sandbox stays whole, and what it refuses changes nothing',
  async () => {
    const sequences = fc.assert(
      fc.asyncProperty(sequence, (operations) => useSandbox((adminUrl) => play(adminUrl, operations))),
      runs,
    );
    await expect(sequences).resolves.toBeUndefined();
  },
  runs.timeLimit,
);

async function play(adminUrl: string, operations: readonly Operation[]): Promise<void> {
  const played: Played = { adminUrl, tag: 'tag-', ids: [] };
  for (const operation of operations) {
    const before = await storedIdentities(adminUrl);
    const answer = await sendOperation(played, operation);
    const after = await storedIdentities(adminUrl);
    const { status, text } = answer;
    expect({ operation, status, text }).toSatisfy(() => status < 500 || isExpectedError(answer));
    if (status >= 400) expectUnchanged(operation, before, after);
  }
  await expectInvariants(adminUrl, played.tag);
}

function expectUnchanged(operation: Operation, before: unknown, after: unknown): void {
  expect({ operation, after }).toEqual({ operation, after: before });
}
