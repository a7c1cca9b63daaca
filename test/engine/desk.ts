import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { LookingWorld } from '../../src/engine/engine-world.ts';
import type { EndedTask, ManyRequest } from '../../src/engine/many.ts';
import { maskTarget } from '../../src/engine/mask-target.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { resumeMany } from '../../src/engine/resume-many.ts';
import { runAction } from '../../src/engine/run-action.ts';
import { runMany } from '../../src/engine/run-many.ts';
import { nothingMore, type UndoChoices } from '../../src/engine/undo-each.ts';
import { undoOperation } from '../../src/engine/undo-operation.ts';
import { openJournal, prepareJournal, type Journal } from '../../src/history/journal.ts';
import { sqliteHistoryReader } from '../../src/history/sqlite-history-reader.ts';
import { sqliteHistory } from '../../src/history/sqlite-history.ts';
import { loadAction, readCatalog } from '../../src/host/installation.ts';
import { createTransport, type KratosAnswer, type KratosRequest } from '../../src/kratos/transport.ts';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { startKratos, type KratosUnderTest } from '../actions/kratos-under-test.ts';
import { uniqueEmail, type Person } from '../actions/people.ts';
import { ada, aHistoryFile } from '../history/a-history.ts';

/** What stands between the engine and Kratos: sees every request, and may answer it itself. */
export type Between = (
  request: KratosRequest,
) => Promise<KratosAnswer | undefined> | KratosAnswer | undefined | void;

export type WorldOptions = Partial<LookingWorld> & { readonly between?: Between; readonly host?: string };

/** An answer and what became of each. */
export type Answered = { readonly outcome: Outcome; readonly ended: EndedTask[] };

/** Somebody who runs actions on many, on one Kratos, with a history and working files on disk. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** One desk for all tests of a file. */
export function useDesk(): { readonly desk: Desk } {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  return {
    get desk() {
      return desk;
    },
  };
}

async function openDesk() {
  const kratos = await startKratos();
  const folder = mkdtempSync(join(tmpdir(), 'idp-desk-'));
  const journals = join(folder, 'operations');
  const file = aHistoryFile(join(folder, 'history.db'));
  const reader = sqliteHistoryReader(file);
  const catalog = await readCatalog();

  function world({ between, host = 'kratos.test', ...changes }: WorldOptions = {}): LookingWorld {
    const signal = changes.signal ?? new AbortController().signal;
    const { adminUrl } = kratos;
    const transport = createTransport({ adminUrl, timeoutMs: 5000, signal, userAgent: 'test' });
    return {
      catalog,
      loadAction,
      connect: async () => ({
        transport: async (request) => (await between?.(request)) ?? transport(request),
        adminUrl,
        host,
        context: null,
        settings: { adminSchemaId: 'admin_v0' },
      }),
      secrets: environmentStore({}),
      history: sqliteHistory(file),
      reader,
      operationsFolder: journals,
      asker: ada,
      now: () => new Date(),
      ...changes,
      signal,
    };
  }

  function journalOf(texts: readonly string[], content: unknown = {}): Promise<Journal<unknown>> {
    const targets = texts.map((text, at) => ({ text, line: at + 1 }));
    return prepareJournal(journals, { content, targets, mask: maskTarget, now: () => new Date() });
  }

  /** Disables (unless the request says otherwise) all of these. */
  async function run(
    texts: readonly string[],
    request: Partial<ManyRequest> = {},
    options: WorldOptions = {},
  ): Promise<Answered> {
    const ended: EndedTask[] = [];
    const outcome = await runMany(
      manyRequest({ consent: { yes: true, expect: new Set(texts).size }, ...request }),
      await journalOf(texts),
      world(options),
      { onEnded: (task) => ended.push(task) },
    );
    return { outcome, ended };
  }

  /** `idp run` of one; gives its operation. */
  async function runOne(action: string, { id }: Person, dryRun = false): Promise<string> {
    const input = { bare: [id], pairs: [] };
    const consent = { yes: true, confirm: undefined };
    const outcome = await runAction({ ...manyRequest(), action, input, consent, dryRun }, world());
    return outcome.operation ?? '';
  }

  /** Goes on with the same request; `expect` is how many are left. */
  async function resume(
    operation: string,
    expect: number,
    {
      includeUncertain = false,
      consent = { yes: true, expect },
      ...request
    }: Partial<ManyRequest> & { includeUncertain?: boolean } = {},
    options: WorldOptions = {},
  ): Promise<Answered> {
    const ended: EndedTask[] = [];
    const targets = openJournal(journals, operation);
    const outcome = await resumeMany(
      operation,
      { request: manyRequest(request), targets, consent, includeUncertain },
      world(options),
      { onEnded: (task) => ended.push(task) },
    );
    return { outcome, ended };
  }

  async function undo(
    operation: string,
    request: Partial<ManyRequest> = {},
    { choices, ...options }: WorldOptions & { choices?: Partial<UndoChoices> } = {},
  ): Promise<Answered> {
    const ended: EndedTask[] = [];
    const outcome = await undoOperation(
      operation,
      {
        ...manyRequest({ consent: { yes: true, expect: undefined }, ...request }),
        choices: { ...nothingMore, ...choices },
        keep: (content, targets, mask) =>
          prepareJournal(journals, { content, targets, mask, now: () => new Date() }),
      },
      world(options),
      { onEnded: (task) => ended.push(task) },
    );
    return { outcome, ended };
  }

  return {
    kratos,
    reader,
    journals,
    world,
    journalOf,
    run,
    runOne,
    resume,
    undo,
    people: (count: number) => Promise.all(Array.from({ length: count }, () => createMember(kratos))),
    stateOf: async (id: string) => (await kratos.getIdentity(id)).state,
    async close() {
      rmSync(folder, { recursive: true });
      await kratos.close();
    },
  };
}

export const manyRequest = (changes: Partial<ManyRequest> = {}): ManyRequest => ({
  action: 'disable-identity',
  input: { bare: [], pairs: [] },
  dryRun: false,
  consent: { yes: false, expect: undefined },
  scan: false,
  reason: undefined,
  concurrency: 1,
  rate: undefined,
  maxFailures: undefined,
  ...changes,
});

/** Somebody without a password, which would cost time, but for an address to be found by. */
async function createMember(kratos: KratosUnderTest): Promise<Person> {
  const email = uniqueEmail('ada');
  const { id } = await kratos.createIdentity({ schema_id: 'default', traits: { email } });
  return { id, email };
}

export const isWrite = ({ method }: KratosRequest): boolean => method !== 'GET';

export const refusal = (status: number): KratosAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  text: JSON.stringify({ error: { code: status, status: 'No', message: 'No', reason: 'Not today' } }),
});
