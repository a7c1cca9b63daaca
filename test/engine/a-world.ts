import type { Action } from '../../src/engine/define-action.ts';
import type { ActionRequest, EngineWorld } from '../../src/engine/engine-world.ts';
import type { NewOperation, TaskEnd } from '../../src/history/history.ts';
import { createTransport } from '../../src/kratos/transport.ts';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { everyType, onIdentity } from './synthetic-action.ts';

/** A world with one action, and a record that is kept in memory. */
export function createWorld(kratosUrl: string, action: Action, changes: Partial<EngineWorld> = {}) {
  const opened: NewOperation[] = [];
  const closed: TaskEnd[] = [];
  const signal = new AbortController().signal;
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
      open: (operation) => {
        opened.push(operation);
        return Promise.resolve({ operation: '7', task: '8' });
      },
      close: (_task, end) => {
        closed.push(end);
        return Promise.resolve();
      },
    },
    actor: 'ada@machine',
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
