import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { changeStore } from '../../../secrets/store/change-store.ts';
import { requireSecret } from '../../../secrets/store/find-secret.ts';
import { removeRevision, removeSecret } from '../../../secrets/store/remove-secret.ts';
import { latestOf } from '../../../secrets/store/secret-facts.ts';
import type { StoredSecret } from '../../../secrets/store/store-document.ts';
import { renderData } from '../render-outcome.ts';
import { noteSecret } from './note-secret.ts';
import { openStore } from './open-store.ts';
import { readRevision } from './revision-option.ts';
import type { RemoveSecretOptions } from './secret-options.ts';

/** `idp secret remove`: for good, so the name is to be typed, or --yes given. Of the latest revision, the one before is read then. */
export async function removeSecretCommand(
  host: Host,
  reference: string,
  options: RemoveSecretOptions,
): Promise<string> {
  const revision = readRevision(options.revision);
  if (options.yes !== true && (host.prompts === undefined || !options.input)) {
    throw new IdpError(
      'confirmation-required',
      'Removing a secret wants a yes, but nobody can be asked here.',
      {
        hint: 'Look first with idp secret show; then give --yes.',
      },
    );
  }
  const store = openStore(host, options);
  const document = await store.read();
  const found = requireSecret(document, reference);
  // What cannot be done is said before a person is asked whether it shall be.
  if (revision !== undefined) removeRevision(document, found.id, revision);
  if (options.yes !== true) await confirm(host, found, revision);
  const { secret } = await changeStore(
    store,
    (known) =>
      revision === undefined ? removeSecret(known, found.id) : removeRevision(known, found.id, revision),
    () =>
      noteSecret(host, revision === undefined ? 'secret-removed' : 'secret-revision-removed', {
        secret: `secret:${found.id}`,
        name: found.name,
        ...(revision === undefined ? {} : { revision }),
      }),
  );
  const latest = latestOf(secret).revision;
  return renderData(
    {
      secret: `secret:${secret.id}`,
      name: secret.name,
      removed: revision === undefined ? true : revision,
      ...(revision === undefined ? {} : { revision: latest }),
      changed: true,
    },
    options.format,
  );
}

/** Fails with cancelled. */
async function confirm(host: Host, secret: StoredSecret, revision: number | undefined): Promise<void> {
  const count = secret.revisions.length;
  const what =
    revision === undefined
      ? `the secret ${secret.name} with ${count === 1 ? 'its one revision' : `its ${count} revisions`}`
      : `revision ${revision} of the secret ${secret.name}${consequence(secret, revision)}`;
  const readers = secret.grants.length === 0 ? 'no action' : secret.grants.join(', ');
  const typed = await host.prompts?.input({
    about: `This removes ${what} for good. It is granted to ${readers}.`,
    message: `Type ${secret.name} to go on (empty to stop):`,
    signal: host.interruption().signal,
  });
  if (typed?.trim() !== secret.name)
    throw new IdpError('cancelled', `Removing ${secret.name} was not confirmed.`);
}

function consequence({ revisions }: StoredSecret, revision: number): string {
  const before = revisions.at(-2);
  return revisions.at(-1)?.revision === revision && before !== undefined
    ? `, the latest: revision ${before.revision} is read from then on,`
    : '';
}
