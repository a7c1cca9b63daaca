import { IdpError, toIdpError } from '../../errors/idp-error.ts';

/**
 * How a sitting ends when it has written its files: as it would have, with what could not be written told as well. What was
 * done, and how to go on, is worth more than a file.
 */
export function afterWriting(
  end: IdpError | undefined,
  ...writings: readonly (() => unknown)[]
): IdpError | undefined {
  return writings.reduce((ended, write) => {
    try {
      write();
      return ended;
    } catch (error) {
      return ended === undefined ? toIdpError(error) : both(ended, toIdpError(error));
    }
  }, end);
}

const both = (end: IdpError, unwritten: IdpError): IdpError =>
  new IdpError(end.code, `${end.message} ${unwritten.message}`, {
    hint: `${end.hint} ${unwritten.hint}`,
    ...(end.details === undefined ? {} : { details: end.details }),
    recorded: `${end.recorded} ${unwritten.recorded}`,
    cause: unwritten,
  });
