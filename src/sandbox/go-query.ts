/** A query as Go writes it: sorted by name, and escaped more thoroughly than URLSearchParams does. */
export function encodeQuery(query: URLSearchParams): string {
  const names = [...new Set(query.keys())].toSorted();
  return names
    .flatMap((name) => query.getAll(name).map((value) => `${escape(name)}=${escape(value)}`))
    .join('&');
}

function escape(text: string): string {
  return encodeURIComponent(text)
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** The parameters of a query. Go leaves out those with a semicolon and those that cannot be unescaped. */
export function parseQuery(query: string): URLSearchParams {
  const readable = query.split('&').filter((pair) => !/;|%(?![\da-f]{2})/i.test(pair));
  return new URLSearchParams(readable.join('&'));
}
