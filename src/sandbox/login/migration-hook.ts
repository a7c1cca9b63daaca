import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { KratosError } from '../kratos-error.ts';

/** Who is asked about the password of an identity with `use_password_migration_hook`. */
export interface MigrationHook {
  readonly url: string;
  /** What is sent in a header of this name. */
  readonly key?: { readonly header: string; readonly value: string };
  /** How long it waits before it asks a second time, and twice as long before the third; 1000 unless given, as Kratos. */
  readonly waitMs?: number;
}

/**
 * Whether the hook knows this password of the identifier, which it is told as it was typed. As Kratos v26.2.0 does
 * (measured), asks up to three times while it cannot be reached or answers 429 or 5xx. Throws the 502 that ends a login
 * after that, and after any other answer than 200 and 403.
 */
export async function askMigrationHook(
  hook: MigrationHook,
  identifier: string,
  password: string,
): Promise<boolean> {
  const triggerId = randomUUID();
  const body = JSON.stringify({ identifier, password });
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const answer = await ask(hook, triggerId, body);
    if (answer !== undefined && !isTemporary(answer.status)) return isMatch(answer);
    const wait = (hook.waitMs ?? 1000) * 2 ** attempt;
    if (attempt < attempts - 1) await setTimeout(answer?.retryAfterMs ?? wait);
  }
  throw upstreamFailed('could not be reached', 'calling the password migration hook failed');
}

const attempts = 3;
const longestMs = 30_000;

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterMs: number | undefined;
}

async function ask(hook: MigrationHook, triggerId: string, body: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(hook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ory-webhook-request-id': randomUUID(),
        'ory-webhook-trigger-id': triggerId,
        ...(hook.key === undefined ? {} : { [hook.key.header]: hook.key.value }),
      },
      body,
      signal: AbortSignal.timeout(longestMs),
    });
    const retryAfterMs = retryAfter(response.status, response.headers.get('retry-after'));
    return { status: response.status, body: await response.text(), retryAfterMs };
  } catch {
    return undefined;
  }
}

function retryAfter(status: number, header: string | null): number | undefined {
  if ((status !== 429 && status !== 503) || header === null || !/^\d+$/.test(header)) return undefined;
  return Number(header) * 1000;
}

const isTemporary = (status: number): boolean => status === 429 || (status >= 500 && status !== 501);

function isMatch({ status, body }: Answer): boolean {
  if (status === 403) return false;
  if (status !== 200) {
    throw upstreamFailed('responded improperly', `password migration hook failed with status code ${status}`);
  }
  try {
    return (JSON.parse(body) as { status?: unknown } | null)?.status === 'password_match';
  } catch {
    return false;
  }
}

function upstreamFailed(what: string, message: string): KratosError {
  return new KratosError(502, message, {
    reason: `A third-party upstream service ${what}. Please try again later.`,
  });
}
