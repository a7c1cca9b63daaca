import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { requireSecret } from '../../../secrets/store/find-secret.ts';
import { requireRevision } from '../../../secrets/store/remove-secret.ts';
import { checksumOf, latestOf } from '../../../secrets/store/secret-facts.ts';
import type { StoredSecret } from '../../../secrets/store/store-document.ts';
import { renderData } from '../render-outcome.ts';
import { noteSecret } from './note-secret.ts';
import { openStore } from './open-store.ts';
import { readRevision } from './revision-option.ts';
import type { ShowSecretOptions } from './secret-options.ts';

/**
 * `idp secret show`: the tree that Juju shows, by the bare id; YAML for eyes too. Values and checksum, which would allow
 * guessing, only with --reveal, and then it is noted first.
 */
export async function showSecretCommand(
  host: Host,
  reference: string,
  options: ShowSecretOptions,
): Promise<string> {
  if (options.reveal === true && options.revisions === true) {
    throw new IdpError('usage', 'Give either --revisions or --reveal, not both.', {
      hint: 'The values of one revision are shown by --reveal --revision N.',
    });
  }
  const number = readRevision(options.revision);
  const secret = requireSecret(await openStore(host, options).read(), reference);
  const revision = number === undefined ? latestOf(secret) : requireRevision(secret, number);
  if (options.reveal === true) {
    await noteSecret(host, 'secret-revealed', {
      secret: `secret:${secret.id}`,
      name: secret.name,
      revision: revision.revision,
    });
  }
  const format = options.format === 'text' ? 'yaml' : options.format;
  return renderData({ [secret.id]: treeOf(secret, revision, options) }, format);
}

function treeOf(
  secret: StoredSecret,
  shown: StoredSecret['revisions'][number],
  { reveal, revision, revisions }: ShowSecretOptions,
): Record<string, unknown> {
  const { info, name, created, updated, grants } = secret;
  return {
    revision: shown.revision,
    ...(revision === undefined ? {} : { 'latest-revision': latestOf(secret).revision }),
    ...(reveal === true ? { checksum: checksumOf(shown.content) } : {}),
    ...(info === null ? {} : { description: info }),
    name,
    created,
    updated,
    keys: Object.keys(shown.content),
    // The one place where they leave the type that hides them: renderData shows what is asked for.
    ...(reveal === true ? { content: shown.content } : {}),
    ...(revisions === true
      ? { revisions: secret.revisions.map((one) => ({ revision: one.revision, created: one.created })) }
      : {}),
    access: grants.map((target) => ({ target, role: 'view' })),
  };
}
