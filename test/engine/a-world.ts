import type { Action } from '../../src/engine/define-action.ts';
import type { ActionRequest, EngineWorld } from '../../src/engine/engine-world.ts';
import type { NewOperation, TaskEnd } from '../../src/history/history.ts';
import { createTransport } from '../../src/kratos/transport.ts';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { ada, aHistory } from '../history/a-history.ts';
import { everyType, onIdentity } from './synthetic-action.ts';

/** A world with one action, and a history in memory; what is opened and closed in it is kept for the test. */
export function createWorld(kratosUrl: string, action: Action, changes: Partial<EngineWorld> = {}) {
  const opened: NewOperation[] = [];
  const closed: TaskEnd[] = [];
  const signal = new AbortController().signal;
  const history = aHistory();
  let clock = Date.UTC(2030, 0, 1);
  const world: EngineWorld = {
    catalog: [everyType.entry, onIdentity.entry],
    loadAction: () => Promise.resolve(action),
    connect: () =>
      Promise.resolve({
        transport: createTransport({ adminUrl: kratosUrl, timeoutMs: 5000, signal, userAgent: 'test' }),
        adminUrl: kratosUrl,
        host: 'kratos.test',
        context: 'prod',
        settings: { adminSchemaId: 'admin_v0' },
      }),
    secrets: environmentStore({}),
    history: {
      ...history,
      open: (operation) => {
        opened.push(operation);
        return history.open(operation);
      },
      close: (task, end) => {
        closed.push(end);
        return history.close(task, end);
      },
    },
    asker: ada,
    signal,
    now: () => new Date((clock += 1000)),
    ...changes,
  };
  return { world, opened, closed };
}

export const request = (changes: Partial<ActionRequest> = {}): ActionRequest => ({
  action: 'every-type',
  input: { bare: [], pairs: [] },
  dryRun: false,
  consent: { yes: false, confirm: undefined },
  scan: false,
  reason: undefined,
  ...changes,
});
