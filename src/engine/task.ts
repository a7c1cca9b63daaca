import type { IdpError } from '../errors/idp-error.ts';
import { listenForAbort } from '../kratos/abort-listeners.ts';
import type { TaskObserver } from '../kratos/observe-task.ts';
import type { EngineWorld } from './engine-world.ts';
import type { LogLine } from './outcome.ts';

/** One task on its way down the path: what is known so far, for the outcome at whatever point it ends. */
export type Task = {
  readonly world: EngineWorld;
  readonly dryRun: boolean;
  readonly log: LogLine[];
  /** What is done already, and then what the handler returned. */
  readonly results: Record<string, unknown>;
  /** Comes when the whole run is interrupted, and when this one task is cancelled. */
  readonly signal: AbortSignal;
  /** As asked for, until the catalog gives the name behind an alias. */
  action: string;
  /** Empty until the task is to be recorded. */
  enqueued: string;
  started: string | undefined;
  /** Of the record; undefined where there is none. */
  numbers: TaskNumbers | undefined;
  /** What passed between it and Kratos, once it began. */
  observer: TaskObserver | undefined;
  /** Takes out of a text the secrets that were sent to Kratos; undefined as long as none was. */
  echoMask: () => ((text: string) => string) | undefined;
  /** Whether its first write was about to be sent. */
  writing: boolean;
  say(message: string): void;
  /** Says that something is not recorded: in the log, and to the one who asks. */
  warn(message: string): void;
  /** Resolves when all that was said is recorded, or could not be. */
  recorded(): Promise<void>;
  abort(reason: IdpError): void;
  /** Lets go of the signal of the whole run. */
  leave(): void;
  /** Now, ISO 8601 in UTC. */
  time(): string;
};

export type TaskNumbers = { readonly operation: string; readonly task: string };

export function startTask(
  world: EngineWorld,
  asked: { readonly action: string; readonly dryRun: boolean },
): Task {
  const log: LogLine[] = [];
  const time = (): string => world.now().toISOString();
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  const leave = listenForAbort([world.signal], interrupt);
  if (world.signal.aborted) interrupt();
  let saying = Promise.resolve();
  const task: Task = {
    world,
    dryRun: asked.dryRun,
    log,
    results: {},
    signal: controller.signal,
    action: asked.action,
    enqueued: '',
    started: undefined,
    numbers: undefined,
    observer: undefined,
    echoMask: () => undefined,
    writing: false,
    say(said) {
      const message = task.echoMask()?.(said) ?? said;
      const line = { time: time(), message };
      log.push(line);
      world.onLog?.(line);
      const { numbers } = task;
      if (numbers === undefined) return;
      // Where history fails the end of the task cannot be recorded either, and that is told.
      saying = saying.then(() => world.history.say(numbers.task, line)).catch(() => {});
    },
    warn(message) {
      const line = { time: time(), message };
      log.push(line);
      (world.onWarning ?? world.onLog)?.(line);
    },
    recorded: () => saying,
    abort: (reason) => controller.abort(reason),
    leave,
    time,
  };
  return task;
}
