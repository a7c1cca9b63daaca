import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { send } from '../../contract/send.ts';
import { comparableAnswer } from './comparable-answer.ts';
import { type Operation, sequence } from './operation.ts';
import { seededRuns } from './seeded-runs.ts';
import { type Played, sendOperation } from './send-operation.ts';
import { useSandbox } from './use-sandbox.ts';
import { withCredentials } from './stored-identity.ts';

const real = process.env['IDP_TEST_ADMIN_URL']?.replace(/\/$/, '');

const runs = seededRuns(`the sandbox and ${real ?? 'another sandbox'}`, 20);

test(
  `${real === undefined ? 'a sandbox on disk' : 'a real Kratos'} answers as the sandbox in memory does`,
  async () => {
    const sequences = fc.assert(
      fc.asyncProperty(sequence, (operations) =>
        useSandbox((adminUrl) => useOther((other) => playBoth(adminUrl, other, operations))),
      ),
      runs,
    );
    await expect(sequences).resolves.toBeUndefined();
  },
  runs.timeLimit,
);

async function playBoth(sandbox: string, other: string, operations: readonly Operation[]): Promise<void> {
  const tag = `${randomBytes(6).toString('hex')}-`;
  const here: Played = { adminUrl: sandbox, tag, ids: [] };
  const there: Played = { adminUrl: other, tag, ids: [] };
  try {
    for (const operation of operations) {
      const answer = comparableAnswer(await sendOperation(here, operation), here);
      const expected = comparableAnswer(await sendOperation(there, operation), there);
      expect({ operation, answer }).toEqual({ operation, answer: expected });
    }
    expect(await whatIsLeft(here)).toEqual(await whatIsLeft(there));
  } finally {
    for (const id of there.ids) await send(other, { method: 'DELETE', path: `/admin/identities/${id}` });
  }
}

async function whatIsLeft(played: Played): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const id of played.ids) {
    const path = `/admin/identities/${id}?${withCredentials}`;
    found.push(comparableAnswer(await send(played.adminUrl, { method: 'GET', path }), played));
  }
  return found;
}

async function useOther<T>(work: (adminUrl: string) => Promise<T>): Promise<T> {
  if (real !== undefined) return work(real);
  const folder = await mkdtemp(join(tmpdir(), 'idp-properties-'));
  try {
    return await useSandbox(work, join(folder, 'kratos.db'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
