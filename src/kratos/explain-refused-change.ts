import { IdpError } from '../errors/idp-error.ts';
import { KratosRejection } from './answer.ts';

/**
 * Kratos checks the whole identity at every PATCH and at every DELETE of a credential (measured), so one whose traits
 * no longer satisfy its schema can be changed in nothing. Says so, names the traits, and what still works. Any other refusal gets `hint`, where there is one;
 * any other error is given back as it is.
 */
export function explainRefusedChange(error: unknown, identityId: string, hint?: string): unknown {
  if (!(error instanceof KratosRejection)) return error;
  const traits = error.status === 400 ? traitsIn(error.reason ?? '') : [];
  if (traits.length === 0) return hint === undefined ? error : withHint(error, hint);
  return new IdpError(
    'kratos-rejected',
    `Kratos refuses to change identity ${identityId}, because its traits no longer satisfy its schema (${traits.join(', ')}). ${error.message}`,
    {
      recorded: `The traits of the identity no longer satisfy its schema (${traits.join(', ')})`,
      hint: `Mend the trait first. What still works: idp run invalidate-identity-sessions ${identityId}, a recovery code (idp run reset-password ${identityId}), and delete-identity.`,
      details: { ...error.details, traits },
      cause: error,
    },
  );
}

function withHint(error: KratosRejection, hint: string): IdpError {
  const { code, message, recorded, details } = error;
  return new IdpError(code, message, {
    recorded,
    hint,
    ...(details === undefined ? {} : { details }),
    cause: error,
  });
}

/** The traits that a schema error is about; each of its lines begins with `I[#/traits…]`. */
function traitsIn(reason: string): string[] {
  const named = reason.split('\n').flatMap((line) => {
    const [, pointer] = /I\[#\/traits(?:\/([^\]]+))?\]/.exec(line) ?? [];
    if (pointer !== undefined) return [pointer];
    const [, list = ''] = /(?:missing properties:|additionalProperties) (.*)/.exec(line) ?? [];
    return [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  });
  return [...new Set(named)];
}
