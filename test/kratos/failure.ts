import { IdpError } from '../../src/errors/idp-error.ts';

/** The IdpError that something fails with; fails where it succeeds or throws anything else. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<IdpError> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof IdpError) return error;
    throw error;
  }
  throw new Error('It did not fail');
}
