import { IdpError } from '../errors/idp-error.ts';
import { readerInWords } from './other-readers.ts';

/**
 * The actions that may read each backend's secrets in a context: by their names, `*` for all, `connect` for the context's own
 * credentials. A backend that is not listed is not read at all.
 */
export type SecretBackends = Readonly<Record<string, readonly string[]>>;

/** What a context, named, says of backends. */
export type Narrowing = { readonly context: string; readonly backends: SecretBackends };

/** Whether a context keeps an action from a backend. One that says nothing of backends keeps it from none. */
export function isNarrowedAway(
  narrowing: Narrowing | undefined,
  backend: string,
  action: string,
): narrowing is Narrowing {
  if (narrowing === undefined) return false;
  const { backends } = narrowing;
  const readers = Object.hasOwn(backends, backend) ? backends[backend] : undefined;
  return readers === undefined || !(readers.includes('*') || readers.includes(action));
}

/** secret-not-granted, with the line of contexts.yaml that would change it. */
export function notReadable({ context, backends }: Narrowing, backend: string, action: string): IdpError {
  const readers = Object.hasOwn(backends, backend) ? (backends[backend] ?? []) : [];
  const words = readerInWords(action);
  const reader = words === action ? action : `${words},`;
  return new IdpError(
    'secret-not-granted',
    `In the context ${context}, ${reader} may not read secrets of the backend ${backend}.`,
    {
      hint: `Nothing was sent. To allow it, put this line below secret-backends of ${context} in contexts.yaml: ${backend}: [${[...readers, action].join(', ')}]`,
      details: { context, backend, action },
    },
  );
}
