import { IdpError, toIdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { printable } from '../../../host/printable.ts';
import {
  formatKratosVersion,
  measuredVersion,
  parseKratosVersion,
  type KratosVersion,
} from '../../../passwords/kratos-version.ts';
import type { GlobalOptions } from '../options.ts';
import { chosenKratos, isAimed } from './chosen-kratos.ts';

export type VersionOptions = GlobalOptions & { readonly kratosVersion?: string };

/** The release of Kratos that hashes are judged by, and who said which. */
export type JudgingVersion = {
  readonly version: KratosVersion;
  readonly from: 'option' | 'server' | 'default';
};

/**
 * That of --kratos-version, else of the Kratos that is chosen, else the one that idp was measured with; which it is, is said
 * on standard error. A server that does not tell is a warning, because hashes can be judged without one. Fails with
 * usage where option or choice are malformed, and with aborted.
 */
export async function judgingVersion(host: Host, options: VersionOptions): Promise<JudgingVersion> {
  const found = await find(host, options);
  if (options.quiet !== true)
    host.stderr.write(`Judged by Kratos ${formatKratosVersion(found.version)}, ${found.why}.\n`);
  return found;
}

/** For the one document. */
export const besideOf = ({ version, from }: JudgingVersion): Record<string, string> => ({
  'kratos-version': formatKratosVersion(version),
  'kratos-version-from': from,
});

type Found = JudgingVersion & { readonly why: string };

async function find(host: Host, options: VersionOptions): Promise<Found> {
  if (options.kratosVersion !== undefined) {
    const version = parseKratosVersion(options.kratosVersion);
    if (version === undefined) throw malformed();
    return { version, from: 'option', why: 'as --kratos-version says' };
  }
  if (options.sandbox === true && !isAimed(options)) {
    return { version: measuredVersion, from: 'server', why: 'as the embedded one is' };
  }
  try {
    if ((await chosenKratos(host, options)) === undefined)
      return byDefault('with which idp was measured, as no server is chosen');
    const { askVersion } = await import('./ask-version.ts');
    const { told, adminUrl } = await askVersion(host, options);
    const version = told === undefined ? undefined : parseKratosVersion(told);
    if (version !== undefined) return { version, from: 'server', why: `as ${printable(adminUrl)} says` };
    warn(host, `${adminUrl} does not tell which release of Kratos it is.`);
  } catch (thrown) {
    const error = toIdpError(thrown);
    if (error.code === 'aborted' || (error.code === 'usage' && isAimed(options))) throw error;
    warn(host, `The version of Kratos could not be asked for. ${error.message}`);
  }
  return byDefault('with which idp was measured; --kratos-version names another');
}

const byDefault = (why: string): Found => ({ version: measuredVersion, from: 'default', why });

const warn = ({ stderr }: Host, sentence: string): void => stderr.write(`warning: ${printable(sentence)}\n`);

const malformed = (): IdpError =>
  new IdpError('usage', '--kratos-version is not a release such as v26.2.0 or 1.3.', {
    hint: 'curl ADMIN-URL/version tells it; without the option the chosen Kratos is asked.',
  });
