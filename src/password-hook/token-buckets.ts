/**
 * Tells how long a caller has to wait, in seconds. Each key has a bucket of `burst` tokens that fills up again by
 * `perSecond`: 0 takes a token, else it is the time until there is one. Keeps at most `most` keys, and forgets first the one
 * that was used least recently.
 */
export function tokenBuckets(limits: {
  readonly burst: number;
  readonly perSecond: number;
  readonly most: number;
  /** In milliseconds. */
  readonly now: () => number;
}): (key: string) => number {
  const { burst, perSecond, most, now } = limits;
  const buckets = new Map<string, { tokens: number; at: number }>();

  return (key) => {
    const at = now();
    const bucket = buckets.get(key) ?? { tokens: burst, at };
    bucket.tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
    bucket.at = at;
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > most) buckets.delete(buckets.keys().next().value ?? '');
    if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond;
    bucket.tokens -= 1;
    return 0;
  };
}
