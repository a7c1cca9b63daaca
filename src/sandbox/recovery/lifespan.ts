import { badRequest } from '../kratos-error.ts';
import { defaultLifespan } from './flow.ts';
import { parseGoDuration } from './go-duration.ts';

/**
 * `expires_in` in milliseconds; empty means the default of an hour, and there is no upper limit.
 * `notFuture` words the refusal of a duration (nanoseconds) that is not positive.
 */
export function readLifespan(expiresIn: string, notFuture: (nanoseconds: number) => string): number {
  if (expiresIn === '') return defaultLifespan;
  const duration = parseGoDuration(expiresIn);
  if (duration === undefined) {
    throw badRequest(
      `Unable to parse "expires_in" whose format should match "[0-9]+(ns|us|ms|s|m|h)" but did not: ${expiresIn}`,
    );
  }
  if (duration <= 0) throw badRequest(notFuture(duration));
  return duration / 1e6;
}
