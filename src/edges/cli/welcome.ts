import { outcomeError } from '../../engine/outcome.ts';
import { toIdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { chooseKratos } from '../../kratos/choose-kratos.ts';
import { readContexts } from '../../kratos/contexts-file.ts';
import { version } from '../../version.ts';
import { contextsFile } from './files.ts';
import type { RunOptions } from './options.ts';
import { renderError } from './render-end.ts';

/**
 * `idp` alone: says what it is. On a terminal where a Kratos is chosen it says nothing and gives true: there the actions
 * are offered instead.
 */
export async function greet(host: Host, options: RunOptions): Promise<boolean> {
  const isAskable = host.prompts !== undefined && options.input && host.stdout.isTerminal;
  if (isAskable && options.sandbox === true) return true;
  if (isAskable) {
    try {
      await chooseKratos(options, host.env, () => readContexts(contextsFile(host)));
      return true;
    } catch (thrown) {
      host.stderr.write(renderError(outcomeError(toIdpError(thrown)), host));
    }
  }
  host.stdout.write(welcome);
  return false;
}

const welcome = `idp ${version}: actions for the identities of an Ory Kratos

  idp actions                                   what can be asked for
  idp show-action reset-password                what one of them takes
  idp run get-identity ada@example.com          ask for it (--dry-run shows what would be sent)
  idp context add prod --admin-url URL          say which Kratos (or try: idp --sandbox run …)

idp --help lists every command and option.
`;
