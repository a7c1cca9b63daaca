import { masked } from '../secrets/secret.ts';
import { BatchBody } from './batch-body.ts';
import type { KratosRequest } from './transport.ts';

/** A write that a dry run kept back, as the outcome shows it: secrets masked. */
export type HeldBack = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Of what is summed up: how many such writes there were, for all ids in one, and of batches how many identities. */
  requests?: number;
  identities?: number;
};

/** What a dry run kept back, in order: the first hundred one by one; more, and batches, by their number. */
export function createHeldBackList(): { readonly list: HeldBack[]; add(request: KratosRequest): void } {
  const list: HeldBack[] = [];
  const sums = new Map<string, HeldBack>();

  function sum(method: string, path: string): HeldBack {
    const way = `${method} ${path}`;
    const known = sums.get(way);
    if (known !== undefined) return known;
    const entry: HeldBack = { method, path, requests: 0 };
    sums.set(way, entry);
    list.push(entry);
    return entry;
  }

  return {
    list,
    add({ method, path, body }) {
      const isBatch = body instanceof BatchBody;
      if (!isBatch && list.length - sums.size < mostSingle) {
        list.push({ method, path, ...(body === undefined ? {} : { body: masked(body) }) });
        return;
      }
      const entry = sum(method, ofAll(path));
      entry.requests = (entry.requests ?? 0) + 1;
      if (isBatch) entry.identities = (entry.identities ?? 0) + body.identities;
    },
  };
}

const mostSingle = 100;

/** Without the query, and with ID for whoever it is about. */
const ofAll = (path: string): string =>
  (path.split('?', 1)[0] ?? '').replace(/(?<=^\/admin\/(identities|sessions))\/[^/]+/, '/ID');
