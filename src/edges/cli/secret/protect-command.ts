import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { protectStore } from '../../../secrets/store/protect-store.ts';
import { renderData } from '../render-outcome.ts';
import { chooseProtection } from './choose-protection.ts';
import { noteSecret } from './note-secret.ts';
import { lazyKeychain, openStore } from './open-store.ts';
import { newPassphraseVariable } from './passphrase.ts';
import type { ProtectionOptions } from './secret-options.ts';

/** `idp secret protect`: a new key for the store, kept as is said. What opened it before opens it no longer. */
export async function protectCommand(host: Host, options: ProtectionOptions): Promise<string> {
  const store = openStore(host, options, newPassphraseVariable);
  if (store.protection() === undefined) {
    throw new IdpError('secret-not-found', 'There is no secret store yet.', {
      hint: 'It is made with the first secret, and protected then: idp secret add NAME KEY --protect HOW',
    });
  }
  // Whoever cannot open it is asked for nothing more.
  await store.key();
  const choice = await chooseProtection(host, options, newPassphraseVariable);
  const { before, after, left } = await protectStore(store, choice, lazyKeychain, (old, fresh) =>
    noteSecret(host, 'secret-store-protected', {
      before: old.protect,
      after: fresh.protect,
      recipient: fresh.recipient,
    }),
  );
  if (left !== undefined && options.quiet !== true) {
    host.stderr.write(`The old key, which opens the store no longer, still lies ${left}.\n`);
  }
  return renderData({ protect: after.protect, before: before.protect, changed: true }, options.format);
}
