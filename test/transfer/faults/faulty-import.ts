import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from '@ory/client';
import { expect } from 'vitest';
import { createUser, type Ended, type RunOptions, type User } from '../../cli/user.ts';
import {
  runFaultProxy,
  type Fault,
  type FaultProxy,
  type FaultProxyOptions,
  type SeenRequest,
} from '../fault-proxy.ts';

/** Somebody who imports a file of people through a proxy that makes faults. */
export interface FaultyImport {
  readonly proxy: FaultProxy;
  readonly user: User;
  readonly file: string;
  /** `idp import` of the file, in this process. */
  readonly run: (...more: readonly string[]) => Promise<Ended>;
  /** The same as a process of its own, which can be killed. */
  readonly spawn: (more: readonly string[], options?: RunOptions) => Promise<Ended>;
  /** `idp resume` of an operation. */
  readonly resume: (operation: string, ...more: readonly string[]) => Promise<Ended>;
  readonly close: () => Promise<void>;
}

export async function faultyImport(
  rows: readonly unknown[],
  options: FaultProxyOptions,
): Promise<FaultyImport> {
  const proxy = await runFaultProxy(options);
  const user = createUser();
  const file = join(user.home, 'people.jsonl');
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  // A context rather than flags: only there a batch can be given less than a minute.
  const urls = ['--admin-url', proxy.adminUrl, '--public-url', proxy.publicUrl];
  await user.call(['context', 'add', 'faulty', ...urls, '--timeout', '2s', '--batch-timeout', '2s']);
  const words = (more: readonly string[]): string[] => ['import', file, '--format', 'json', ...more];
  return {
    proxy,
    user,
    file,
    run: (...more) => user.call(words(more)),
    spawn: (more, spawning) => user.run(words(more), spawning),
    resume: (operation, ...more) => user.call(['resume', operation, '--yes', '--format', 'json', ...more]),
    async close() {
      user.leave();
      await proxy.close();
    },
  };
}

export const person = (number: number, more: Record<string, unknown> = {}) => ({
  traits: { email: emailOf(number) },
  ...more,
});

export const people = (count: number): ReturnType<typeof person>[] =>
  Array.from({ length: count }, (_, at) => person(at + 1));

export const emailOf = (number: number): string => `person-${number}@example.com`;

/** Whether it is a batch of identities, rather than a look-up or one identity. */
export const isBatch = ({ method, path }: Pick<SeenRequest, 'method' | 'path'>): boolean =>
  method === 'PATCH' && path === '/admin/identities';

/** Faults of batches by their number, from 1; the last function takes all the others. */
export function batchFaults(faultOf: (batch: number, request: SeenRequest) => ReturnType<Faulty>): Faulty {
  let batches = 0;
  return (request) => {
    if (!isBatch(request)) return undefined;
    batches += 1;
    return faultOf(batches, request);
  };
}

type Faulty = (request: SeenRequest) => Fault | undefined | Promise<Fault | undefined>;

/** All that Kratos holds, by e-mail address; whoever has none counts as ''. */
export async function emailsIn({ proxy }: FaultyImport): Promise<string[]> {
  const emails: string[] = [];
  for (let token = ''; ;) {
    const answer = await fetch(`${proxy.sandboxUrl}/admin/identities?page_size=500&page_token=${token}`);
    const page = (await answer.json()) as Identity[];
    emails.push(...page.map(({ traits }) => (traits as { email?: string }).email ?? ''));
    token = page.at(-1)?.id ?? '';
    if (page.length < 500) return emails.toSorted();
  }
}

/** That everybody is there, once, and nobody else, and that the answer says so. */
export async function expectAllIn(run: FaultyImport, ended: Ended, count: number): Promise<void> {
  expect(ended.outcome.error).toBeUndefined();
  expect(ended.outcome.results).toEqual({
    read: count,
    created: count,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    rejected: 0,
    uncertain: 0,
    changed: true,
  });
  expect(ended.exit).toBe(0);
  expect(await emailsIn(run)).toEqual(Array.from({ length: count }, (_, at) => emailOf(at + 1)).toSorted());
}

/** Somebody else makes an identity, past the proxy. */
export async function create(run: FaultyImport | undefined, traits: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${run?.proxy.sandboxUrl}/admin/identities`, {
    method: 'POST',
    body: JSON.stringify({ schema_id: 'default', traits }),
  });
  expect(answer.status).toBe(201);
}

export const rejectsFile = ({ file }: FaultyImport): string => file.replace('.jsonl', '.rejects.jsonl');

/** The lines of the file of rejects. */
export const rejectsOf = (run: FaultyImport): object[] =>
  readFileSync(rejectsFile(run), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);

/** A schema by which nobody can log in, and nobody be looked up. */
export const withoutIdentifiers = {
  id: 'default',
  schema: {
    $id: 'nicknames',
    type: 'object',
    properties: { traits: { type: 'object', properties: { nick: { type: 'string' } } } },
  },
};
