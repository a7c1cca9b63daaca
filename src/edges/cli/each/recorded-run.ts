import { join } from 'node:path';
import type { ActionRequest } from '../../../engine/engine-world.ts';
import type { RecordedWhere } from '../../../engine/many.ts';
import type { Host } from '../../../host/host.ts';
import { chooseKratos } from '../../../kratos/choose-kratos.ts';
import { readContexts } from '../../../kratos/contexts-file.ts';
import { contextsFile } from '../files.ts';
import type { GlobalOptions } from '../options.ts';
import type { Pace } from './read-pace.ts';

/** What idp resume needs of a run over many, kept in its working file beside the targets. No secrets. */
export type RecordedRun = {
  readonly request: Omit<ActionRequest, 'consent'>;
  readonly pace: Pace;
  readonly aim: Aim;
};

/** What chose its Kratos. */
export type Aim = Pick<GlobalOptions, 'sandbox' | 'context' | 'adminUrl' | 'publicUrl'>;

/** Where working files of runs over many lie. */
export const journalFolder = (host: Host): string => join(host.folders.data, 'operations');

/**
 * What chooses the same Kratos again, wherever and whenever: a context by its name, so that its credentials are found;
 * URLs as they are, also where they came from the environment. Fails as choosing does.
 */
export async function aimOf(host: Host, options: GlobalOptions): Promise<Aim> {
  if (options.sandbox === true) return { sandbox: true };
  const { context, adminUrl, publicUrl } = await chooseKratos(options, host.env, () =>
    readContexts(contextsFile(host)),
  );
  if (context !== null) return { context };
  return { adminUrl, ...(publicUrl === undefined ? {} : { publicUrl }) };
}

/** As far as the record of an operation tells: a URL it does not keep, which must be given again. */
export function aimOfRecord({ host, context }: RecordedWhere): Aim {
  if (context !== null) return { context };
  return host === 'sandbox' ? { sandbox: true } : {};
}

/** Whether they choose a Kratos. */
export const aims = ({ sandbox, context, adminUrl, publicUrl }: GlobalOptions): boolean =>
  sandbox === true || [context, adminUrl, publicUrl].some((one) => one !== undefined);

/** The options with a recorded aim, where they do not aim themselves. */
export const aimedAt = <T extends GlobalOptions>(options: T, aim: Aim): T =>
  aims(options) ? options : { ...options, ...aim };
