import { IdpError } from '../errors/idp-error.ts';
import type { RecordedWhere } from './many.ts';

/** What was begun at one Kratos is not gone on with, or undone, at another. Fails with usage. */
export function requireSameKratos(
  recorded: RecordedWhere & { readonly id: string },
  now: RecordedWhere,
): void {
  if (recorded.host === now.host && recorded.context === now.context) return;
  throw new IdpError(
    'usage',
    `Operation ${recorded.id} was for ${nameOf(recorded)}, and this would be for ${nameOf(now)}.`,
    { hint: `Nothing was changed. Name the same Kratos in the same way: ${howToName(recorded)}.` },
  );
}

/** As a hint says it. A record holds no URL. */
export function howToName({ host, context }: RecordedWhere): string {
  if (context !== null) return `--context ${context}`;
  return host === 'sandbox' ? '--sandbox' : `--admin-url with the URL of ${host}`;
}

const nameOf = ({ host, context }: RecordedWhere): string =>
  context === null ? `${host} (no context)` : `${host} (context ${context})`;
