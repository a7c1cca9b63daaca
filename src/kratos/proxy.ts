import { BlockList, isIP } from 'node:net';
import { IdpError } from '../errors/idp-error.ts';

/** A proxy that stands between here and Kratos. `shown` names it without user and password. */
export type Proxy = {
  readonly url: URL;
  readonly shown: string;
  /** The variable that says so. */
  readonly variable: string;
  /** The value of Proxy-Authorization. */
  readonly authorization: string | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy of a URL by HTTPS_PROXY or HTTP_PROXY and NO_PROXY (lower case wins), as Go's net/http has it, which Kratos
 * is written with: this machine is never asked for through one. Fails with usage for a proxy that is none.
 */
export function proxyFor(url: URL, environment: Environment): Proxy | undefined {
  const names = url.protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY'];
  const variable = names.find((name) => (environment[name] ?? '') !== '');
  if (variable === undefined) return undefined;
  const host = hostOf(url);
  if (isLoopback(host)) return undefined;
  const exempt = environment['no_proxy'] ?? environment['NO_PROXY'] ?? '';
  if (isExempt(host, portOf(url), exempt)) return undefined;
  return parseProxy(environment[variable] ?? '', variable);
}

/** Where the proxy itself is, as node:http is told. Its certificate is for its own name, not for the host in a header. */
export function proxyAddress({ url }: Proxy) {
  const hostname = hostOf(url);
  return {
    protocol: url.protocol,
    hostname,
    port: portOf(url),
    servername: isIP(hostname) === 0 ? hostname : '',
  };
}

/** What `NO_PROXY` exempts: `*`, a host with those below it, `.domain`, an address, CIDR; each with or without port. */
export function isExempt(host: string, port: string, list: string): boolean {
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inNetwork(entry, host);
  const [, name = entry, wantedPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (wantedPort !== undefined && wantedPort !== port) return false;
  const plain = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(plain) !== 0 || isIP(host) !== 0) return plain === host;
  // A leading dot exempts what is below the name, and not the name itself.
  const domain = plain.replace(/^\*(?=\.)/, '');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function inNetwork(network: string, host: string): boolean {
  const [address = '', prefix = ''] = network.split('/');
  const version = isIP(address);
  if (version === 0 || isIP(host) !== version || !/^\d{1,3}$/.test(prefix)) return false;
  if (Number(prefix) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), family);
  return list.check(host, family);
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** Without the brackets of an IPv6 address. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();

const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');

function parseProxy(text: string, variable: string): Proxy {
  const typed = text.trim();
  // `proxy:3128` is what many have; `scheme://` tells it from a URL.
  const full = typed.includes('://') ? typed : `http://${typed}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url === undefined || url.hostname === '' || !/^https?:$/.test(url.protocol)) {
    throw new IdpError('usage', `${variable} is not the http or https URL of a proxy.`, {
      hint: `For example ${variable}=http://proxy.internal:3128; NO_PROXY names the hosts that need none.`,
    });
  }
  return {
    url,
    shown: `${url.hostname}:${portOf(url)}`,
    variable,
    authorization: authorizationOf(url, variable),
  };
}

function authorizationOf({ username, password }: URL, variable: string): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    throw new IdpError('usage', `The user or password in ${variable} is not percent-encoded.`, {
      hint: 'In a URL, % is written %25.',
    });
  }
}
