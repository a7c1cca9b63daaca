/**
 * The query of a request with some parameters set, as Go's `url.Values.Encode` prints it in a Link header:
 * sorted by name, repeated values kept in their order.
 */
export function echoQuery(query: URLSearchParams, set: Readonly<Record<string, string>>): string {
  const echoed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(set)) echoed.set(name, value);
  echoed.sort();
  return echoed.toString().replaceAll('*', '%2A').replaceAll('%7E', '~');
}
