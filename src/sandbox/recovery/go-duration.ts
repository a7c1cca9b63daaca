const nanosecondsPerUnit: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

// What Go's 64-bit count of nanoseconds can hold, about 292 years.
const limit = 2 ** 63;

/**
 * A duration as Go's time.ParseDuration reads it (`1h30m`, `1.5h`, `-90s`, `0`), in nanoseconds; undefined
 * for everything else, such as a number without unit, days or spaces.
 */
export function parseGoDuration(text: string): number | undefined {
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (digits === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(digits)) return undefined;
  let total = 0;
  for (const [, amount, unit = ''] of digits.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(amount) * (nanosecondsPerUnit[unit] ?? 0);
  }
  if (total >= limit) return undefined;
  return total === 0 ? 0 : Math.trunc(sign === '-' ? -total : total);
}

/** Nanoseconds as Go prints a duration: `1h30m0s`, `-5m0s`, `1.5s`, `20ms`, `0s`. */
export function formatGoDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const size = Math.abs(nanoseconds);
  const sign = nanoseconds < 0 ? '-' : '';
  if (size < 1e3) return `${sign}${size}ns`;
  if (size < 1e6) return `${sign}${size / 1e3}µs`;
  if (size < 1e9) return `${sign}${size / 1e6}ms`;
  const minutes = Math.floor(size / 60e9);
  const seconds = `${(size - minutes * 60e9) / 1e9}s`;
  if (minutes === 0) return sign + seconds;
  if (minutes < 60) return `${sign}${minutes}m${seconds}`;
  return `${sign}${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
