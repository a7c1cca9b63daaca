import type { Host } from '../../../host/host.ts';
import type { Revised } from '../../../secrets/store/revise-secret.ts';
import { latestOf } from '../../../secrets/store/secret-facts.ts';
import type { GlobalOptions } from '../options.ts';
import { renderData } from '../render-outcome.ts';

/** What a change of one secret answers; on standard error, why there was nothing to change. */
export function changeAnswer(
  host: Host,
  { format, quiet }: GlobalOptions,
  { secret, changed }: Pick<Revised, 'secret' | 'changed'>,
  why: string,
): Promise<string> {
  const { name, id, grants } = secret;
  if (!changed && quiet !== true) host.stderr.write(`The secret ${name} is not changed: ${why}.\n`);
  return renderData(
    { secret: `secret:${id}`, name, revision: latestOf(secret).revision, grants, changed },
    format,
  );
}
