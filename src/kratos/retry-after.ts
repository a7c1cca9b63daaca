import { serverDateOf } from './server-date.ts';
import type { KratosAnswer } from './transport.ts';

/**
 * How long an answer asks to wait, in milliseconds: Retry-After in seconds or as a date, by the server's own clock where it
 * says the time. Never more than a day, which nobody means. Undefined where it does not say.
 */
export function retryAfterOf(headers: KratosAnswer['headers']): number | undefined {
  const header = headers['retry-after'];
  if (typeof header !== 'string') return undefined;
  const said = header.trim();
  const ms = /^\d+$/.test(said)
    ? Number(said) * 1000
    : Date.parse(said) - (serverDateOf(headers) ?? Date.now());
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), aDayMs);
}

const aDayMs = 24 * 60 * 60 * 1000;
