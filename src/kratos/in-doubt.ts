import { IdpError } from '../errors/idp-error.ts';
import { isBatch } from './time-limits.ts';

/** The error of a write that may have been done although no proper answer tells so; that of a read as it is. */
export function inDoubt(
  error: IdpError,
  request: { readonly method: string; readonly path: string },
): IdpError {
  if (request.method === 'GET') return error;
  if (isBatch(request)) return batchInDoubt(error);
  const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(request.path) ?? [];
  const doubt = `What it was asked to do (${request.method}) may have been done all the same.`;
  return new IdpError(error.code, `${error.message} ${doubt}`, {
    recorded: `${error.recorded} ${doubt}`,
    hint: `Look first with idp run get-identity${id === undefined ? '' : ` ${id}`}, and run it again only if it was not done.`,
    details: { ...error.details, 'may-have-been-done': true },
    cause: error.cause ?? error,
  });
}

function batchInDoubt(error: IdpError): IdpError {
  const doubt = 'The identities of this batch may have been made all the same.';
  return new IdpError(error.code, `${error.message} ${doubt}`, {
    recorded: `${error.recorded} ${doubt}`,
    hint: 'Look for each of them before it is sent again.',
    details: { ...error.details, 'may-have-been-done': true },
  });
}
