import { version } from '../../version.ts';

/** What `idp` alone says: what it is, and the commands that matter. */
export const welcome = `idp ${version}: actions for the identities of an Ory Kratos

  idp actions                                   what can be asked for
  idp show-action reset-password                what one of them takes
  idp run get-identity ada@example.com          ask for it (--dry-run shows what would be sent)
  idp context add prod --admin-url URL          say which Kratos (or try: idp --sandbox run …)

idp --help lists every command and option.
`;
