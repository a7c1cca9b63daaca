import { toIdpError, type IdpError } from '../../errors/idp-error.ts';
import type { RowPace } from '../pace/row-pace.ts';
import type { Reachability } from '../pace/reachability.ts';
import type { SendLimiter } from '../pace/send-limiter.ts';
import { takeBatch } from './take-batch.ts';
import type { WorkRow } from './work-row.ts';

export interface DispatchWorld {
  /** Rows that are to be sent, in the order of the input; nothing is read that is not asked for. */
  readonly rows: AsyncIterable<readonly WorkRow[]>;
  readonly limiter: SendLimiter;
  readonly pace: RowPace;
  readonly reachability: Reachability;
  readonly signal: AbortSignal;
  /** Of a batch. */
  readonly largest: { readonly plain: number };
  readonly send: (rows: readonly WorkRow[]) => Promise<void>;
  /** Why no further row is to be sent; asked before each batch. */
  readonly stop: () => IdpError | undefined;
}

/** A queue in front of Kratos: as many batches under way as the limiter allows, and no more rows in memory than they need. */
export interface Dispatcher {
  /** Requests under way. */
  underWay(): number;
  /** What came to nothing goes before what was not sent yet. */
  sendAgain(rows: readonly WorkRow[]): void;
  /** Of a batch that cannot be sent, and none of whose rows was made. */
  giveBack(rows: readonly WorkRow[]): void;
  /** Rows that were to be sent, and are not. */
  left(): readonly WorkRow[];
  /** Until all rows have ended. Fails, when what was under way has ended, with the first failure. */
  run(): Promise<void>;
}

/** In any number of requests: what is under way is in memory. */
const mostRowsUnderWay = 2000;

export function createDispatcher(world: DispatchWorld): Dispatcher {
  const { limiter, signal, reachability, pace } = world;
  let queue: WorkRow[] = [];
  let again: WorkRow[] = [];
  const givenBack: WorkRow[] = [];
  const busy = new Set<Promise<void>>();
  let rowsUnderWay = 0;
  let failure: IdpError | undefined;

  async function fill(source: AsyncIterator<readonly WorkRow[]>, wanted: number): Promise<boolean> {
    while (queue.length < wanted && world.stop() === undefined) {
      const chunk = await source.next();
      if (chunk.done === true) return false;
      queue.push(...chunk.value);
    }
    return true;
  }

  function launch(rows: readonly WorkRow[]): void {
    rowsUnderWay += rows.length;
    const job = world
      .send(rows)
      .catch((error: unknown) => {
        failure ??= toIdpError(error);
      })
      .finally(() => {
        rowsUnderWay -= rows.length;
        busy.delete(job);
      });
    busy.add(job);
  }

  function next(): readonly WorkRow[] {
    const from = again.length > 0 ? again : queue;
    const count = takeBatch(from, limiter.batchSize(), world.largest.plain);
    const rows = from.slice(0, count);
    if (from === again) again = again.slice(count);
    else queue = queue.slice(count);
    return rows;
  }

  async function dispatch(source: AsyncIterator<readonly WorkRow[]>): Promise<void> {
    let isMore = true;
    for (;;) {
      signal.throwIfAborted();
      // What is read while others are under way costs no time.
      if (isMore) isMore = await fill(source, limiter.batchSize());
      failure ??= world.stop();
      if (failure !== undefined) return;
      const isIdle = again.length === 0 && queue.length === 0;
      if (isIdle && busy.size === 0) return;
      if (isIdle || busy.size >= limiter.concurrency() || rowsUnderWay >= mostRowsUnderWay) {
        await Promise.race(busy);
        continue;
      }
      await reachability.mayGoOn();
      const rows = next();
      await pace.take(rows.length);
      launch(rows);
    }
  }

  return {
    underWay: () => busy.size,
    sendAgain: (rows) => void again.push(...rows),
    giveBack: (rows) => void givenBack.push(...rows),
    left: () => [...givenBack, ...again, ...queue],
    async run() {
      const source = world.rows[Symbol.asyncIterator]();
      try {
        await dispatch(source);
      } catch (error) {
        failure ??= toIdpError(error);
      } finally {
        await Promise.all(busy);
        await source.return?.();
      }
      if (failure !== undefined) throw failure;
    },
  };
}
