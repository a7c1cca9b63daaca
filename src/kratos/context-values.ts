import { IdpError } from '../errors/idp-error.ts';
import { isBackendName } from '../secrets/backends/backend-reference.ts';
import type { KratosContext } from './contexts.ts';
import { parseGoDuration } from './go-duration.ts';
import { headerNameFault, isHeaderValue, isOwnHeader } from './header-name.ts';
import { checkUrl } from './kratos-urls.ts';
import { parseSecretReference } from './secret-reference.ts';

/**
 * What is wrong with the value of one key, as a sentence without its full stop that names key and context; `below` leads
 * to what is to blame inside the value. No value is repeated, nor the name of a header: either may be a secret in the wrong
 * place, and line and column say which is meant.
 */
export type ValueCheck = (
  value: unknown,
  key: string,
  where: string,
) => { readonly what: string; readonly below?: readonly string[] } | undefined;

const url: ValueCheck = (value, key, where) => {
  if (typeof value !== 'string') return notText(key, where);
  try {
    checkUrl(value, `The ${urlNames[key] ?? key} of ${where}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof IdpError)) throw error;
    return { what: error.message.replace(/\.$/, '') };
  }
};

const urlNames: Readonly<Record<string, string>> = {
  'admin-url': 'admin URL',
  'public-url': 'public URL',
  'hydra-admin-url': 'admin URL of Hydra',
};

const projectUrl: ValueCheck = (value, key, where) => {
  const fault = url(value, key, where);
  if (fault !== undefined) return fault;
  const { protocol, hostname } = new URL(String(value).trim());
  if (protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return undefined;
  return { what: `${key} of ${where} is not an https URL, and the API key goes there` };
};

const text: ValueCheck = (value, key, where) => {
  if (typeof value !== 'string') return notText(key, where);
  return value.trim() === '' ? { what: `${key} of ${where} is empty` } : undefined;
};

const hostName: ValueCheck = (value, key, where) => {
  const fault = text(value, key, where);
  if (fault !== undefined || /^[\w.-]*[a-z][\w.-]*$/i.test(String(value).trim())) return fault;
  return { what: `${key} of ${where} is not a host name; TLS knows no other kind of server name` };
};

const duration: ValueCheck = (value, key, where) => {
  if (typeof value !== 'string') return notText(key, where);
  if ((parseGoDuration(value) ?? 0) > 0) return undefined;
  return { what: `The ${key} of ${where} is not a Go duration such as 30s` };
};

const flag: ValueCheck = (value, key, where) =>
  typeof value === 'boolean' ? undefined : { what: `${key} of ${where} is neither true nor false` };

const secret: ValueCheck = (value, key, where) => {
  if (typeof value !== 'string') return notText(key, where);
  if (parseSecretReference(value, 'value') !== undefined) return undefined;
  return {
    what: `${key} of ${where} is not the name of a secret (NAME, secret:NAME#KEY, in lower case, or BACKEND:NAME#KEY); the secret itself has no place here`,
  };
};

const headers: ValueCheck = (value, key, where) => {
  if (!isMap(value)) return { what: `${key} of ${where} is not a map` };
  const seen = new Set<string>();
  for (const [name, source] of Object.entries(value)) {
    const fault = headerNameFault(name) ?? (seen.has(name.toLowerCase()) ? 'stands there twice' : undefined);
    const shown = isOwnHeader(name) ? name : 'a name';
    if (fault !== undefined) return { what: `${shown} in ${key} of ${where} ${fault}`, below: [name] };
    seen.add(name.toLowerCase());
    const wrong = isMap(source)
      ? plainValue(source, `a value in ${key}`, where)
      : secret(source, `a value in ${key}`, where);
    if (wrong !== undefined) return { ...wrong, below: [name] };
  }
  return undefined;
};

const plainValue = (source: Readonly<Record<string, unknown>>, key: string, where: string) => {
  const { value, ...more } = source;
  if (typeof value !== 'string' || Object.keys(more).length > 0) {
    return { what: `${key} of ${where} is neither a secret's name nor {value: TEXT}` };
  }
  return isHeaderValue(value) ? undefined : { what: `${key} of ${where} holds what no header can carry` };
};

const secretBackends: ValueCheck = (value, key, where) => {
  if (!isMap(value)) return { what: `${key} of ${where} is not a map` };
  for (const [name, readers] of Object.entries(value)) {
    if (!isBackendName(name))
      return { what: `a name in ${key} of ${where} is not that of a backend`, below: [name] };
    const isList =
      Array.isArray(readers) && readers.every((one) => /^(\*|[a-z][a-z0-9-]*)$/.test(String(one)));
    if (!isList) {
      return {
        what: `${name} in ${key} of ${where} is not a list of actions, or of '*' for all`,
        below: [name],
      };
    }
  }
  return undefined;
};

const notText = (key: string, where: string) => ({ what: `${key} of ${where} is not a text` });

/** The check of each key that a context may hold. */
export const valueChecks = {
  'admin-url': url,
  'public-url': url,
  'hydra-admin-url': url,
  'project-url': projectUrl,
  'api-key': secret,
  'ca-file': text,
  'client-cert-file': text,
  'client-key-file': text,
  'tls-server-name': hostName,
  insecure: flag,
  'bearer-token': secret,
  headers,
  'secret-backends': secretBackends,
  timeout: duration,
  'batch-timeout': duration,
  'admin-schema-id': text,
} satisfies Record<keyof KratosContext, ValueCheck>;

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
