import { ok, unknown, warning, type Finding } from './finding.ts';
import type { Probe } from './probe.ts';

/**
 * By how many milliseconds the clock there is at least ahead of this one (below zero: behind), from the Date headers of
 * all answers; 0 where the two may agree. A Date has whole seconds, and was written somewhere between sending and
 * receiving: each answer bounds the difference from both sides. Undefined where no answer has a Date.
 */
export function clockSkewMs(probes: readonly Probe[]): number | undefined {
  const bounds = probes.flatMap(({ answer, sent, received }) => {
    const date = Date.parse(String(answer?.headers['date']));
    return Number.isNaN(date) ? [] : [{ least: date - received, most: date + 999 - sent }];
  });
  if (bounds.length === 0) return undefined;
  const least = Math.max(...bounds.map((bound) => bound.least));
  const most = Math.min(...bounds.map((bound) => bound.most));
  if (least > 0) return least;
  return most < 0 ? most : 0;
}

/**
 * A warning beyond half a minute: that is the step of a TOTP code, of which Kratos accepts one before and one after its
 * own; further off, right codes are refused. `expires-at` of recovery codes and ages of sessions are off by as much.
 */
export function checkClock(skewMs: number | undefined): Finding {
  if (skewMs === undefined) return unknown('clock', 'no answer has a Date');
  const size = Math.abs(skewMs);
  if (size === 0) return ok('clock', "Kratos's clock and this machine's agree.");
  const off = `${words(size)} ${skewMs > 0 ? 'ahead of' : 'behind'} this machine's`;
  if (size <= limitMs) return ok('clock', `Kratos's clock is ${off}.`);
  return warning(
    'clock',
    `Kratos's clock is ${off}: codes and sessions seem to end ${skewMs > 0 ? 'later' : 'earlier'} than they do, and TOTP codes may be refused.`,
    'Let both machines follow NTP (timedatectl shows which of them does not).',
  );
}

const limitMs = 30_000;

function words(ms: number): string {
  if (ms < 1000) return 'less than a second';
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
