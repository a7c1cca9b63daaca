import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { changeStore } from '../../../secrets/store/change-store.ts';
import { requireSecret } from '../../../secrets/store/find-secret.ts';
import { reviseSecret } from '../../../secrets/store/revise-secret.ts';
import { latestOf } from '../../../secrets/store/secret-facts.ts';
import type { StoredSecret } from '../../../secrets/store/store-document.ts';
import { requireName } from './add-secret-command.ts';
import { changeAnswer } from './change-answer.ts';
import { readKeyWords, refuseValues } from './key-words.ts';
import { noteSecret } from './note-secret.ts';
import { openStore } from './open-store.ts';
import { readContent, requireSources } from './read-content.ts';
import { requireInfo } from './secret-info.ts';
import type { UpdateSecretOptions } from './secret-options.ts';

/** `idp secret update`: all keys anew as the next revision, and info and name. The same content again is no revision. */
export async function updateSecretCommand(
  host: Host,
  reference: string,
  words: readonly string[],
  options: UpdateSecretOptions,
): Promise<string> {
  refuseValues([reference, ...words]);
  const { name } = options;
  if (name !== undefined) requireName(name);
  const sources = readKeyWords(words, options.file);
  requireSources(host, sources, options);
  const info = requireInfo(options.info);
  const hasContent = sources.length > 0 || options.file !== undefined;
  if (!hasContent && name === undefined && info === undefined) throw nothingToUpdate();

  const store = openStore(host, options);
  // Found by its id from here on: its name may be what changes.
  const { id } = requireSecret(await store.read(), reference);
  const content = hasContent ? await readContent(host, sources, options) : undefined;
  const revised = await changeStore(
    store,
    (known) => reviseSecret(known, id, { content, info, name }, host.now().toISOString()),
    ({ secret }) =>
      noteSecret(host, 'secret-updated', {
        secret: `secret:${id}`,
        name: secret.name,
        revision: latestOf(secret).revision,
        ...(content === undefined ? {} : { keys: Object.keys(content) }),
      }),
  );
  if (content !== undefined && revised.changed) tellDropped(host, options, revised.secret);
  return changeAnswer(host, options, revised, 'it holds the same already');
}

/** Who names one key of several may not have meant to drop the others. */
function tellDropped(host: Host, { quiet }: UpdateSecretOptions, { revisions }: StoredSecret): void {
  const [before, after] = revisions.slice(-2).map(({ content }) => Object.keys(content));
  const dropped = before?.filter((key) => after?.includes(key) === false) ?? [];
  if (dropped.length === 0 || quiet === true) return;
  host.stderr.write(`No longer in it: ${dropped.join(', ')}. An update replaces all keys.\n`);
}

const nothingToUpdate = (): IdpError =>
  new IdpError('usage', 'It is not said what to update.', {
    hint: 'Name the keys (all of them: an update replaces the whole), --file, --info or --name.',
  });
