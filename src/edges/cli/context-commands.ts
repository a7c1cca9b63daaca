import { IdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { changeContexts, readContexts } from '../../kratos/contexts-file.ts';
import { contextNamed, contextUrls, type KratosContext } from '../../kratos/contexts.ts';
import { contextsFile } from './files.ts';
import type { GlobalOptions } from './options.ts';
import { renderData } from './render-outcome.ts';

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
  const lines = Object.entries(contexts).map(
    ([name, context]) => `${name === current ? '*' : ' '} ${name.padEnd(width)}  ${summaryOf(context)}`,
  );
  return `${lines.join('\n')}\n`;
}

const summaryOf = (context: KratosContext): string =>
  `${contextUrls(context).adminUrl}${context.insecure === true ? '  insecure' : ''}`;

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
