import type { ObservedBatch, SendLimiter } from '../../../src/transfer/pace/send-limiter.ts';

/** A server as queueing theory has it: `workers` of them share what is under way evenly. All times are milliseconds. */
export interface SimulatedServer {
  readonly workers: number;
  /** Of one worker, when nothing else is to be done. */
  readonly perBatchMs: number;
  readonly perRowMs: number;
  /** Between client and server, there and back; no worker is kept. */
  readonly roundTripMs?: number;
  /** How much of its speed the server has at a time; 1 where not given, 0 while it is away: then requests fail after 20 ms. */
  readonly speedAt?: (at: number) => number;
  /** Requests a second; what comes above it is answered 429 at once. */
  readonly mostRequests?: number;
  /** What the client does for a row before it is sent, one batch after the other; 0 where not given. */
  readonly clientMs?: number;
  /** Of the rows of a batch, how many are sent: others turn out to be there already; 1 where not given. */
  readonly shareSent?: number;
  /** A factor of the work of each batch; 1 where not given. */
  readonly noise?: () => number;
}

export interface SimulatedRun {
  readonly endedAt: number;
  readonly batches: readonly ObservedBatch[];
  /** Canary reads: when each ended, and how long it took. */
  readonly reads: readonly { readonly at: number; readonly tookMs: number }[];
}

interface Job {
  readonly rows: number;
  readonly startedAt: number;
  readonly underWay: number;
  isOverload: boolean;
  readonly isCanary: boolean;
  work: number;
  /** On the wire before the work. */
  travelMs: number;
}

/** Sends rows as the import does, by a clock of its own, and gives what was seen. */
export function sendSimulated(
  rows: number,
  limiter: SendLimiter,
  server: SimulatedServer,
  canaryMs?: number,
): SimulatedRun {
  const batches: ObservedBatch[] = [];
  const reads: { at: number; tookMs: number }[] = [];
  const jobs = new Set<Job>();
  const speed = server.speedAt ?? (() => 1);
  const noise = server.noise ?? (() => 1);
  let now = 0;
  let left = rows;
  let nextCanaryAt = canaryMs === undefined ? Number.POSITIVE_INFINITY : 0;
  let pausedUntil: number | undefined;
  let accepted: number[] = [];
  let notBefore = 0;
  let backoffMs = 200;

  const underWay = (): number => [...jobs].filter((job) => !job.isCanary).length;

  function launch(count: number): void {
    accepted = accepted.filter((at) => at > now - 1000);
    const isAway = speed(now) === 0;
    const isOverload = isAway || accepted.length >= (server.mostRequests ?? Number.POSITIVE_INFINITY);
    if (!isOverload) accepted.push(now);
    jobs.add({
      rows: count,
      startedAt: now,
      underWay: underWay() + 1,
      isOverload,
      isCanary: false,
      work: isOverload ? 0 : (server.perBatchMs + server.perRowMs * count) * noise(),
      travelMs: isAway ? 20 : (server.roundTripMs ?? 1),
    });
  }

  const readyIn = (): number => (server.clientMs ?? 0) * Math.min(left, limiter.batchSize());

  /** As the dispatcher: one after the other, each after its pause. */
  function fill(): void {
    while (left > 0 && underWay() < limiter.concurrency()) {
      pausedUntil ??= Math.max(now + limiter.pauseMs() + readyIn(), notBefore);
      if (pausedUntil > now) return;
      pausedUntil = undefined;
      const count = Math.min(left, limiter.batchSize());
      left -= count;
      launch(Math.ceil(count * (server.shareSent ?? 1)));
    }
  }

  function finish(job: Job): void {
    jobs.delete(job);
    const tookMs = now - job.startedAt;
    if (job.isCanary) {
      reads.push({ at: now, tookMs });
      limiter.observeCanary(tookMs);
      nextCanaryAt = Math.max(now, job.startedAt + (canaryMs ?? 0));
      return;
    }
    if (job.isOverload) {
      left += job.rows;
      notBefore = now + backoffMs;
      backoffMs = Math.min(5000, backoffMs * 2);
    } else backoffMs = 200;
    const { rows: count, startedAt, isOverload } = job;
    const batch = { rows: count, tookMs, startedAt, endedAt: now, isOverload, underWay: job.underWay };
    batches.push(batch);
    limiter.observe(batch);
  }

  function cut(job: Job): void {
    if (!job.isOverload) job.travelMs = 0;
    job.isOverload = true;
    job.work = 0;
  }

  function advance(): void {
    if (speed(now) === 0) for (const job of jobs) cut(job);
    const working = [...jobs].filter((job) => job.travelMs <= 0);
    const share = Math.min(1, server.workers / Math.max(1, working.length)) * speed(now);
    const dueIn = (job: Job): number => (job.travelMs > 0 ? job.travelMs : job.work / Math.max(share, 1e-9));
    const step = Math.min(
      // The speed may change meanwhile.
      50,
      ...[...jobs].map(dueIn),
      nextCanaryAt > now ? nextCanaryAt - now : 50,
      pausedUntil === undefined || pausedUntil <= now ? 50 : pausedUntil - now,
    );
    now += step;
    for (const job of jobs) {
      if (job.travelMs > 0) job.travelMs -= step;
      else job.work -= step * share;
    }
    for (const job of jobs) if (job.travelMs <= 1e-6 && job.work <= 1e-6) finish(job);
  }

  while (left > 0 || underWay() > 0) {
    if (now >= nextCanaryAt) {
      nextCanaryAt = Number.POSITIVE_INFINITY;
      const work = speed(now) === 0 ? 0 : 2;
      jobs.add({
        rows: 0,
        startedAt: now,
        underWay: 0,
        isOverload: false,
        isCanary: true,
        work,
        travelMs: 1,
      });
    }
    fill();
    advance();
  }
  return { endedAt: now, batches, reads };
}
