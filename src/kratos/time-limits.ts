import { BatchBody } from './batch-body.ts';
import type { KratosRequest } from './transport.ts';

export type TimeLimits = {
  /** Limit of one request, in milliseconds. */
  readonly timeoutMs: number;
  /** Limit of one batch of identities, before what its passwords take. */
  readonly batchTimeoutMs?: number | undefined;
};

/**
 * How long a request may take as a whole, in milliseconds. A batch (PATCH /admin/identities) is answered when all of it
 * is done, and Kratos hashes each password that comes in plain text, a fraction of a second each.
 */
export function timeLimitMs(request: KratosRequest, limits: TimeLimits): number {
  if (!isBatch(request)) return limits.timeoutMs;
  const plainPasswords = request.body instanceof BatchBody ? request.body.plainPasswords : 0;
  const batch = (limits.batchTimeoutMs ?? defaultBatchTimeoutMs) + plainPasswords * perPasswordMs;
  return Math.min(Math.max(batch, limits.timeoutMs), longestTimeoutMs);
}

/** Whether a request makes several identities at once. */
export const isBatch = ({ method, path }: Pick<KratosRequest, 'method' | 'path'>): boolean =>
  method === 'PATCH' && path.split('?', 1)[0] === '/admin/identities';

export const defaultTimeoutMs = 10_000;
export const defaultBatchTimeoutMs = 60_000;
/** What a timer can hold: 24.8 days. */
export const longestTimeoutMs = 2 ** 31 - 1;
const perPasswordMs = 500;
