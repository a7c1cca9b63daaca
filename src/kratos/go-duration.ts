/**
 * Milliseconds of a Go duration such as `1h30m`, `1.5h` or `90s`; undefined where Go's
 * time.ParseDuration would refuse it (`1d`, `5`, an empty text, 300 years). What Kratos takes as expires_in.
 */
export function parseGoDuration(text: string): number | undefined {
  const match = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(text);
  if (match === null) return undefined;
  const parts = [...(match[2] ?? '').matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)];
  const total = parts.reduce(
    (sum, [, amount = '0', unit = 's']) => sum + Number(amount) * (unitInMs[unit] ?? 0),
    0,
  );
  if (total > longestMs) return undefined;
  return match[1] === '-' ? -total : total;
}

/** Go counts nanoseconds in 63 bits: 292 years. */
const longestMs = 2 ** 63 / 1e6;

const unitInMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
