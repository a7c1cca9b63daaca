/** The names of the secrets in an environment (`IDP_SECRET_<NAME>__<KEY>`), as a parameter refers to them; no value. */
export function secretNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  const names = Object.keys(environment).flatMap(
    (variable) => /^IDP_SECRET_([A-Z0-9][A-Z0-9_]*?)__[A-Z0-9_]+$/.exec(variable)?.[1] ?? [],
  );
  return [...new Set(names)].map((name) => name.toLowerCase().replaceAll('_', '-'));
}

/** The variable that the key of a secret is read from. */
export const secretVariable = (name: string, key: string): string =>
  `IDP_SECRET_${variablePart(name)}__${variablePart(key)}`;

export const variablePart = (name: string): string => name.toUpperCase().replaceAll('-', '_');
