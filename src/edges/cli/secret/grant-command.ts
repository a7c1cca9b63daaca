import type { Host } from '../../../host/host.ts';
import { changeStore } from '../../../secrets/store/change-store.ts';
import { requireSecret } from '../../../secrets/store/find-secret.ts';
import { grantSecret, revokeSecret } from '../../../secrets/store/grant-secret.ts';
import type { GlobalOptions } from '../options.ts';
import { changeAnswer } from './change-answer.ts';
import { grantableNames } from './grantable-names.ts';
import { noteSecret } from './note-secret.ts';
import { openStore } from './open-store.ts';

/** `idp secret grant` and `revoke`: which actions may read a secret. What is granted to an action that is gone can be revoked. */
export async function grantCommand(
  host: Host,
  verb: 'grant' | 'revoke',
  reference: string,
  words: readonly string[],
  options: GlobalOptions,
): Promise<string> {
  // A misspelt name costs no passphrase.
  if (verb === 'grant') await grantableNames(words);
  const store = openStore(host, options);
  const { id, grants } = requireSecret(await store.read(), reference);
  const actions = await grantableNames(words, grants);
  const work = verb === 'grant' ? grantSecret : revokeSecret;
  const changed = await changeStore(
    store,
    (known) => work(known, id, actions),
    ({ secret }) =>
      noteSecret(host, verb === 'grant' ? 'secret-granted' : 'secret-revoked', {
        secret: `secret:${id}`,
        name: secret.name,
        actions,
      }),
  );
  const left = changed.secret.grants.includes('*') ? ', but * lets all of them read it' : '';
  if (verb === 'revoke' && left !== '' && changed.changed && options.quiet !== true) {
    host.stderr.write(`Revoked${left}.\n`);
  }
  return changeAnswer(
    host,
    options,
    changed,
    verb === 'grant' ? 'it is granted to them already' : `it was not granted to them${left}`,
  );
}
