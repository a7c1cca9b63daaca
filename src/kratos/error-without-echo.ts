import { IdpError } from '../errors/idp-error.ts';

/** An error as it may be shown: `mask` has gone over its words, its facts, its trace, and those of what caused it. */
export function errorWithoutEcho(error: IdpError, mask: (text: string) => string): IdpError {
  const masked = new IdpError(error.code, mask(error.message), {
    hint: mask(error.hint),
    recorded: mask(error.recorded),
    ...(error.details === undefined ? {} : { details: withoutEcho(error.details, mask) }),
    ...(error.cause === undefined ? {} : { cause: causeWithoutEcho(error.cause, mask) }),
  });
  masked.stack = mask(error.stack ?? '');
  return masked;
}

/**
 * A copy of plain data, all texts in it masked, and the keys that are not in the style of idp's own. What is no plain data,
 * such as a Secret, stays as it is.
 */
export function withoutEcho<T>(value: T, mask: (text: string) => string): T {
  return copied(value, mask) as T;
}

function copied(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((one) => copied(one, mask));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [ownKey.test(key) ? key : mask(key), copied(one, mask)]),
  );
}

const ownKey = /^[a-z]+(-[a-z]+)*$/;

function causeWithoutEcho(cause: unknown, mask: (text: string) => string): unknown {
  if (!(cause instanceof Error)) return copied(cause, mask);
  const masked = new Error(mask(cause.message));
  masked.name = cause.name;
  masked.stack = mask(cause.stack ?? '');
  if (cause.cause !== undefined) masked.cause = causeWithoutEcho(cause.cause, mask);
  return masked;
}
