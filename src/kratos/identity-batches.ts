import type { BatchAnswer, BatchOutcome } from './batch-answer.ts';
import { BatchBody, type BatchItem } from './batch-body.ts';
import { lostBatch } from './lost-batch.ts';
import { readBatchAnswer } from './read-batch-answer.ts';
import { serverDateOf } from './server-date.ts';
import type { KratosAnswer, Transport } from './transport.ts';

export type IdentityBatches = {
  /**
   * `PATCH /admin/identities`: makes several identities at once, at most 1000, 200 where a password is plain, and 5 MiB in
   * all. What came of it is told exactly, whatever goes wrong on the way (batch-answer.ts): nothing is sent twice,
   * and no word of an answer stands in an error. Fails only with aborted, usage and unauthorised, and with
   * unexpected-answer where it is redirected: none was made then, but for aborted. `signal` ends this one request.
   */
  createIdentities(items: readonly BatchItem[], signal?: AbortSignal): Promise<BatchAnswer>;
};

export function createIdentityBatches(transport: Transport, origin: string): IdentityBatches {
  /** Half a megabyte anew for every batch is more than is freed in time: the memory of a long import would grow (measured). */
  const rooms: Buffer[] = [];

  return {
    async createIdentities(items, signal) {
      const body = new BatchBody(items, rooms.pop());
      const request = { method: 'PATCH', path: '/admin/identities', body, signal };
      const started = performance.now();
      const measured = (outcome: BatchOutcome, serverDate?: number): BatchAnswer => ({
        ...outcome,
        tookMs: performance.now() - started,
        serverDate,
      });
      let answer: KratosAnswer;
      try {
        answer = await transport(request);
      } catch (error) {
        return measured(lostBatch(error));
      }
      const outcome = readBatchAnswer(answer, request, items, origin);
      // After any other end, what was written may still be on its way.
      const room = outcome.kind === 'answered' ? body.room() : undefined;
      if (room !== undefined) rooms.push(room);
      return measured(outcome, serverDateOf(answer.headers));
    },
  };
}
