import { KratosRejection } from './answer.ts';

/**
 * Whether Kratos says that what was asked for is not there. "This endpoint was disabled" is a 404 too, and says nothing
 * about that.
 */
export const isAbsence = (error: unknown): boolean =>
  error instanceof KratosRejection && error.status === 404 && !/disabled/i.test(error.reason ?? '');
