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
  if (request.method !== 'PATCH' || request.path.split('?', 1)[0] !== '/admin/identities') {
    return limits.timeoutMs;
  }
  const batch =
    (limits.batchTimeoutMs ?? defaultBatchTimeoutMs) + plainPasswords(request.body) * perPasswordMs;
  return Math.min(Math.max(batch, limits.timeoutMs), longestTimeoutMs);
}

export const defaultTimeoutMs = 10_000;
export const defaultBatchTimeoutMs = 60_000;
/** What a timer can hold: 24.8 days. */
export const longestTimeoutMs = 2 ** 31 - 1;
const perPasswordMs = 500;

function plainPasswords(body: unknown): number {
  const { identities } = (body ?? {}) as { identities?: unknown };
  if (!Array.isArray(identities)) return 0;
  return (identities as BatchItem[]).filter(
    (item) => item?.create?.credentials?.password?.config?.password !== undefined,
  ).length;
}

/** The part of a batch's item that says how its password comes. */
type BatchItem =
  | { create?: { credentials?: { password?: { config?: { password?: unknown } } } } | null }
  | null
  | undefined;
