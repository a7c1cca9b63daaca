export interface Page {
  readonly tags: readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[];
  /** What stands between tags, as a reader sees it. */
  readonly text: string;
}

const empty = new Set(['meta', 'rect', 'line', 'polyline']);

/** Reads a page strictly: every element closed where it was opened, every attribute quoted, no bare `<`, `&` or `>`. */
export function parsePage(html: string): Page {
  const [, body = ''] = /^<!DOCTYPE html>\n(.*)$/s.exec(html) ?? [];
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  const open: string[] = [];
  let text = '';
  let at = 0;
  for (const found of body.matchAll(/<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*="[^"<>]*")*)(\/?)>/g)) {
    text += textOf(body.slice(at, found.index));
    at = found.index + found[0].length;
    const [, isEnd, name = '', attributes = '', isEmpty] = found;
    if (isEnd === '/') {
      const begun = open.pop();
      if (begun !== name) throw new Error(`</${name}> closes ${begun ?? 'nothing'}`);
      continue;
    }
    if ((isEmpty === '/') !== empty.has(name)) throw new Error(`<${name}> is closed in a wrong way`);
    if (isEmpty !== '/') open.push(name);
    tags.push({ name, attributes: attributesOf(attributes) });
  }
  text += textOf(body.slice(at));
  if (open.length > 0) throw new Error(`${open.join(', ')} never end`);
  return { tags, text };
}

function textOf(raw: string): string {
  if (/[<>]|&(?!#\d+;)/.test(raw)) throw new Error(`not escaped: ${raw.slice(0, 200)}`);
  return raw.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/ ([a-zA-Z][a-zA-Z0-9-]*)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      textOf(value),
    ]),
  );
