import { IdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { changeContexts, readContexts } from '../../kratos/contexts-file.ts';
import { checkContext, contextNamed, type KratosContext } from '../../kratos/contexts.ts';
import { contextsFile } from './files.ts';
import type { GlobalOptions } from './options.ts';
import { renderData } from './render-outcome.ts';

/** `idp context add`: the first one becomes the current one. A name that is taken is refused. */
export async function addContext(
  host: Host,
  name: string,
  options: GlobalOptions & { readonly adminSchemaId?: string },
): Promise<string> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
    throw new IdpError(
      'usage',
      'A context is named by letters, digits, dots, - and _, beginning with a letter or digit.',
    );
  }
  if (options.adminUrl === undefined) {
    throw new IdpError('usage', `The context ${name} needs an admin URL.`, {
      hint: `For example: idp context add ${name} --admin-url http://127.0.0.1:4434`,
    });
  }
  const context: KratosContext = checkContext(
    {
      'admin-url': options.adminUrl,
      ...(options.publicUrl === undefined ? {} : { 'public-url': options.publicUrl }),
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
      ...(options.adminSchemaId === undefined ? {} : { 'admin-schema-id': options.adminSchemaId }),
    },
    `context ${name}`,
  );
  let current = name;
  await changeContexts(contextsFile(host), (known) => {
    if (Object.hasOwn(known.contexts, name)) {
      throw new IdpError('usage', `There is a context ${name} already.`, {
        hint: `Remove it first: idp context remove ${name}`,
      });
    }
    current = known.current ?? name;
    return { current, contexts: { ...known.contexts, [name]: context } };
  });
  return renderData({ context: name, current: current === name }, options.format);
}

/** `idp context list`: all of them, the current one marked. */
export async function listContexts(host: Host, options: GlobalOptions): Promise<string> {
  const { current, contexts } = await readContexts(contextsFile(host));
  const names = Object.keys(contexts);
  if (options.format !== 'text') {
    return renderData(
      names.map((name) => ({ context: name, current: name === current, ...contexts[name] })),
      options.format,
    );
  }
  if (names.length === 0) return 'No contexts yet. Add one: idp context add NAME --admin-url URL\n';
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map(
    (name) => `${name === current ? '*' : ' '} ${name.padEnd(width)}  ${contexts[name]?.['admin-url'] ?? ''}`,
  );
  return `${lines.join('\n')}\n`;
}

/** `idp context use`: what runs without flags goes there from now on. */
export async function useContext(host: Host, name: string, options: GlobalOptions): Promise<string> {
  await changeContexts(contextsFile(host), (known) => {
    contextNamed(known, name);
    return { ...known, current: name };
  });
  return renderData({ context: name, current: true }, options.format);
}

/** `idp context show`: one context, the current one where none is named. */
export async function showContext(
  host: Host,
  name: string | undefined,
  options: GlobalOptions,
): Promise<string> {
  const known = await readContexts(contextsFile(host));
  const meant = name ?? known.current;
  if (meant === null) {
    throw new IdpError('usage', 'There is no current context.', {
      hint: 'Choose one with idp context use NAME, or add one with idp context add NAME --admin-url URL.',
    });
  }
  const context = contextNamed(known, meant);
  return renderData({ context: meant, current: meant === known.current, ...context }, options.format);
}

/** `idp context remove`: where it was the current one, there is none afterwards. */
export async function removeContext(host: Host, name: string, options: GlobalOptions): Promise<string> {
  await changeContexts(contextsFile(host), (known) => {
    contextNamed(known, name);
    const { [name]: _removed, ...contexts } = known.contexts;
    return { current: known.current === name ? null : known.current, contexts };
  });
  return renderData({ context: name, removed: true }, options.format);
}
