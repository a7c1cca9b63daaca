import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { addSecret, refuseTaken } from '../../../secrets/store/add-secret.ts';
import { changeStore } from '../../../secrets/store/change-store.ts';
import { faultOfName } from '../../../secrets/store/store-names.ts';
import { renderData } from '../render-outcome.ts';
import { chooseProtection, requireSameProtection } from './choose-protection.ts';
import { grantableNames } from './grantable-names.ts';
import { readKeyWords, refuseValues } from './key-words.ts';
import { noteSecret } from './note-secret.ts';
import { openStore } from './open-store.ts';
import { readContent, requireSources } from './read-content.ts';
import { requireInfo } from './secret-info.ts';
import type { AddSecretOptions } from './secret-options.ts';

/**
 * `idp secret add`: prints `secret:` and the new id; with --format the same as update. The first secret makes the store. A
 * name that is taken is refused before a value is asked for.
 */
export async function addSecretCommand(
  host: Host,
  name: string,
  words: readonly string[],
  options: AddSecretOptions,
): Promise<string> {
  refuseValues([name, ...words]);
  requireName(name);
  const sources = readKeyWords(words, options.file);
  if (sources.length === 0 && options.file === undefined) throw keysExpected(name);
  requireSources(host, sources, options);
  const info = requireInfo(options.info) ?? null;
  const grants = await grantableNames(options.grant ?? []);

  const store = openStore(host, options);
  const protection = store.protection();
  if (protection !== undefined) requireSameProtection(options, protection);
  const choose = () => chooseProtection(host, options);
  await store.key(choose);
  refuseTaken(await store.read(), name);
  const content = await readContent(host, sources, options);
  const { secret } = await changeStore(
    store,
    (known) => addSecret(known, { name, content, info, grants }, host.now().toISOString()),
    (added) =>
      noteSecret(host, 'secret-added', {
        secret: `secret:${added.secret.id}`,
        name,
        revision: 1,
        keys: Object.keys(content),
        grants,
      }),
    choose,
  );
  const reference = `secret:${secret.id}`;
  if (options.format === 'text') return `${reference}\n`;
  return renderData({ secret: reference, name, revision: 1, grants, changed: true }, options.format);
}

/** A name that may be a value is not repeated. Fails with usage. */
export function requireName(name: string): void {
  const fault = faultOfName(name);
  if (fault === undefined) return;
  throw new IdpError('usage', `The name ${fault}.`, { hint: 'For example: idp secret add ada password' });
}

const keysExpected = (name: string): IdpError =>
  new IdpError('usage', `The secret ${name} needs a key.`, {
    hint: `For example: idp secret add ${name} password, which asks for its value; or a map of all of them with --file.`,
  });
