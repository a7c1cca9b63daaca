import { encodeQuery } from '../go-query.ts';

/** The query of a request with some parameters set, as a Link header repeats it. */
export function echoQuery(query: URLSearchParams, set: Readonly<Record<string, string>>): string {
  const echoed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(set)) echoed.set(name, value);
  return encodeQuery(echoed);
}
