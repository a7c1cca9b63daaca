import { hash } from 'node:crypto';
import type { PasswordCheck } from './check-password.ts';
import { normaliseIdentifier } from '../identifiers/normalise-identifier.ts';
import { tokenBuckets } from './token-buckets.ts';
import { waitingLine } from './waiting-line.ts';

/** How much is answered. */
export interface Limits {
  /** Tries of one identifier a minute, and so many at once after a rest; 0 is without limit. */
  readonly each: number;
  /** Tries of all together a second, and so many at once after a rest; 0 is without limit. */
  readonly all: number;
  /** Passwords that are compared at the same time. */
  readonly atOnce: number;
  /** And how many others wait for their turn before more are sent away. */
  readonly waiting: number;
}

/** What is answered, and what the log says of it. */
export interface Said {
  readonly status: number;
  readonly outcome: string;
  readonly kind?: string;
  readonly trouble?: string;
  /** Seconds. Kratos waits as long and asks again, twice (measured): who tries too often is slowed down, not sent away. */
  readonly retryAfter?: number;
  readonly body?: Readonly<Record<string, string>>;
}

/** Answers the text that Kratos sends. An unknown identifier and a wrong password get the same bytes. */
export function answerQuestion(
  check: PasswordCheck,
  limits: Limits,
  now: () => Date,
): (body: unknown) => Promise<Said> {
  const waitOfEach = buckets(limits.each, limits.each / 60);
  const waitOfAll = buckets(limits.all, limits.all);
  const inTurn = waitingLine(limits.atOnce, limits.waiting);

  return async (body) => {
    const question = readQuestion(body);
    if (question === undefined) return unreadable;
    const identifier = normaliseIdentifier(question.identifier);
    // By their digest, which is short, however long an identifier is.
    const wait = waitOfEach(hash('sha256', identifier)) || waitOfAll('');
    if (wait > 0) return tooMany(429, 'too many tries', wait);
    const verdict = await inTurn(() => check(identifier, question.password));
    if (verdict === undefined) return tooMany(503, 'too much to do', 1);
    const { match: isMatch, ...told } = verdict;
    return { ...(isMatch ? match : mismatch), ...told };
  };

  function buckets(burst: number, perSecond: number): (key: string) => number {
    if (burst === 0) return () => 0;
    return tokenBuckets({ burst, perSecond, most: mostIdentifiers, now: () => now().getTime() });
  }
}

const match = { status: 200, body: { status: 'password_match' } };
const mismatch = { status: 403, body: { status: 'password_mismatch' } };
const unreadable: Said = { status: 400, outcome: 'the body is not {"identifier", "password"}' };

/** Kratos holds the login meanwhile, and gives up after 30 seconds. */
const longestRetryAfter = 10;
const mostIdentifiers = 100_000;

function tooMany(status: number, outcome: string, wait: number): Said {
  return { status, outcome, retryAfter: Math.min(longestRetryAfter, Math.ceil(wait)) };
}

function readQuestion(body: unknown): { identifier: string; password: string } | undefined {
  if (typeof body !== 'string') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (value === null || typeof value !== 'object') return undefined;
  const { identifier, password } = value as Readonly<Record<string, unknown>>;
  return typeof identifier === 'string' && typeof password === 'string'
    ? { identifier, password }
    : undefined;
}
