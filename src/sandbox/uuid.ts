import { randomUUID } from 'node:crypto';

/**
 * The canonical form of a UUID that is spelled in any case, with or without hyphens, in braces or after
 * `urn:uuid:`, as Kratos takes it; undefined otherwise.
 */
export function parseUuid(text: string): string | undefined {
  const bare = /^\{(.*)\}$/s.exec(text)?.[1] ?? text.replace(/^urn:uuid:/, '');
  const match = /^([\da-f]{8})(-?)([\da-f]{4})\2([\da-f]{4})\2([\da-f]{4})\2([\da-f]{12})$/i.exec(bare);
  if (match === null) return undefined;
  const [, a, , b, c, d, e] = match;
  return `${a}-${b}-${c}-${d}-${e}`.toLowerCase();
}

export const nilUuid = '00000000-0000-0000-0000-000000000000';

/**
 * A UUID (version 7) that comes after those made before. As a key of rows it keeps what is new together, so that
 * inserting does not get slower with the number of rows. Not for ids that are shown: Kratos's have no order.
 */
export function orderedUuid(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
