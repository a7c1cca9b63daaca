import type { Host } from '../../../host/host.ts';
import { chooseKratos, type KratosTarget } from '../../../kratos/choose-kratos.ts';
import { readContexts } from '../../../kratos/contexts-file.ts';
import { contextsFile } from '../files.ts';
import type { GlobalOptions } from '../options.ts';

/** The Kratos that is chosen, as for a run; undefined where none is, which is fine here. Fails with usage. */
export async function chosenKratos(host: Host, options: GlobalOptions): Promise<KratosTarget | undefined> {
  const contexts = () => readContexts(contextsFile(host));
  const { KRATOS_ADMIN_URL: admin = '', KRATOS_PUBLIC_URL: publicUrl = '' } = host.env;
  const isNamed = isAimed(options) || admin !== '' || publicUrl !== '';
  if (!isNamed && (await contexts()).current === null) return undefined;
  return chooseKratos(options, host.env, contexts);
}

/** Whether the line itself says which. */
export const isAimed = ({ adminUrl, publicUrl, context }: GlobalOptions): boolean =>
  (adminUrl ?? publicUrl ?? context) !== undefined;
