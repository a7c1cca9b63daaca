import type { ActionRequest, EngineWorld } from './engine-world.ts';
import type { LogLine } from './outcome.ts';

/** One run on its way down the path: what is known so far, for the outcome at whatever point it ends. */
export type Run = {
  readonly request: ActionRequest;
  readonly world: EngineWorld;
  readonly log: LogLine[];
  /** What is done already, and then what the handler returned. */
  readonly results: Record<string, unknown>;
  /** As asked for, until the catalog gives the name behind an alias. */
  action: string;
  /** Empty until the run is to be recorded. */
  enqueued: string;
  started: string | undefined;
  /** Of the record; undefined where there is none. */
  numbers: { readonly operation: string; readonly task: string } | undefined;
  say(message: string): void;
  /** Now, ISO 8601 in UTC. */
  time(): string;
};

export function startRun(request: ActionRequest, world: EngineWorld): Run {
  const log: LogLine[] = [];
  const time = (): string => world.now().toISOString();
  return {
    request,
    world,
    log,
    results: {},
    action: request.action,
    enqueued: '',
    started: undefined,
    numbers: undefined,
    say(message) {
      const line = { time: time(), message };
      log.push(line);
      world.onLog?.(line);
    },
    time,
  };
}
