import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Secret } from '../secrets/secret.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { readCredentials, type Credentials } from './credentials.ts';
import { isSocketUrl, originOf } from './kratos-urls.ts';
import { notePeerCertificate } from './peer-certificate.ts';
import { proxyAddress, proxyFor, type Proxy } from './proxy.ts';
import type { OpenRoute, Route, RouteQuestion, Routes } from './route.ts';
import { readTlsSettings, type TlsSettings } from './tls-settings.ts';
import { openTunnel } from './tunnel.ts';

/** Where secrets, files and proxies come from. */
export type RouteWorld = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly secrets: SecretStore;
  /** What relative paths in a context are relative to: the folder of contexts.yaml. */
  readonly folder: string;
};

/**
 * How both sides of Kratos are reached: files and secrets are read here, once, and nothing is sent yet. Credentials go to
 * the origin of the admin URL only, TLS settings to both. Fails with usage, secret-not-found or secret-not-granted.
 */
export async function openRoutes(question: RouteQuestion, world: RouteWorld): Promise<Routes> {
  const { adminUrl, publicUrl, settings = {} } = question;
  const where = `context ${question.context ?? ''}`;
  const tls = readTlsSettings(settings, where, world.folder, world.environment['HOME'] ?? '');
  const credentials = await readCredentials(settings, where, world.secrets);
  const route = (url: string): Route => {
    const trusted = originOf(url) === originOf(adminUrl);
    const proxy = isSocketUrl(url) ? undefined : proxyFor(new URL(url), world.environment);
    return routeOf(tls, trusted ? credentials : nothing, proxy);
  };
  return { admin: route(adminUrl), public: publicUrl === undefined ? undefined : route(publicUrl) };
}

const nothing: Credentials = { headers: {}, keys: [], secrets: [] };

function routeOf(tls: TlsSettings, credentials: Credentials, proxy: Proxy | undefined): Route {
  const { headers, keys } = credentials;
  const direct = (url: URL, alone: boolean): OpenRoute => ({
    options: {
      headers: reveal(headers),
      ...(url.protocol === 'https:' ? tls : {}),
      ...(alone ? { agent: false } : {}),
    },
    ...(url.protocol === 'https:' ? { watch: notePeerCertificate } : {}),
  });
  return {
    credentials: keys,
    secrets: [...credentials.secrets, ...(proxy === undefined ? [] : secretsOf(proxy))],
    proxy: proxy?.shown,
    open(url, alone) {
      if (proxy === undefined) return direct(url, alone);
      return url.protocol === 'https:'
        ? throughTunnel(url, tls, headers, proxy)
        : absolute(url, headers, proxy);
    },
  };
}

/** A header may carry more than the password that is the secret of it: as a part of it, base64 would hide that. */
function secretsOf({ authorization }: Proxy): Secret[] {
  if (authorization === undefined) return [];
  const pair = Buffer.from(authorization.slice('Basic '.length), 'base64').toString();
  return [new Secret(pair), new Secret(pair.slice(pair.indexOf(':') + 1))];
}

/** Every request has a tunnel of its own. */
function throughTunnel(url: URL, tls: TlsSettings, headers: Credentials['headers'], proxy: Proxy): OpenRoute {
  let giveUp: (() => void) | undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // An address is no server name, and is verified all the same.
  const name = isIP(host) === 0 ? { servername: host } : { host };
  const options: OpenRoute['options'] = {
    headers: reveal(headers),
    // Without an agent that knows better, 80 is what is missing in a URL.
    defaultPort: 443,
    createConnection(_options, created) {
      giveUp = openTunnel(proxy, url, (error, socket) => {
        if (socket === undefined) created(error, undefined as never);
        else created(null, connectTls({ ...name, ...tls, socket, ALPNProtocols: ['http/1.1'] }));
      });
      return undefined;
    },
  };
  return { options, watch: notePeerCertificate, giveUp: () => giveUp?.() };
}

/** Of plain HTTP a proxy is told the whole URL. */
function absolute(url: URL, headers: Credentials['headers'], proxy: Proxy): OpenRoute {
  return {
    options: {
      ...proxyAddress(proxy),
      path: url.href,
      agent: false,
      headers: {
        ...reveal(headers),
        host: url.host,
        ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
      },
    },
  };
}

const reveal = (headers: Readonly<Record<string, Secret>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.reveal()]));
