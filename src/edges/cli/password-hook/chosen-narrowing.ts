import type { Host } from '../../../host/host.ts';
import type { Narrowing } from '../../../secrets/narrowing.ts';
import type { GlobalOptions } from '../options.ts';
import { chosenKratos } from '../password/chosen-kratos.ts';

/** What the context that is meant says of secret backends; undefined where none is, or it says nothing. */
export async function chosenNarrowing(host: Host, options: GlobalOptions): Promise<Narrowing | undefined> {
  if (options.sandbox === true) return undefined;
  const { context = null, settings } = (await chosenKratos(host, options)) ?? {};
  const backends = settings?.['secret-backends'];
  return context === null || backends === undefined ? undefined : { context, backends };
}
