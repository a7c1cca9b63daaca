import type { ClientRequest, RequestOptions } from 'node:http';
import type { Secret } from '../secrets/secret.ts';
import type { KratosContext } from './contexts.ts';

/** How one side of Kratos is reached where a plain connection is not enough. */
export type Route = {
  /** The keys of the context whose secrets go along. */
  readonly credentials: readonly string[];
  /** What goes along, as it must never be shown where a server repeats it. */
  readonly secrets: readonly Secret[];
  /** Host and port of the proxy in between. */
  readonly proxy: string | undefined;
  /** What HTTP is told beside URL and method. `alone` asks for a connection that nothing else has used. */
  open(url: URL, alone: boolean): OpenRoute;
};

export type OpenRoute = {
  readonly options: Omit<RequestOptions, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };
  /** Called with the request before anything else listens to it. */
  watch?(outgoing: ClientRequest): void;
  /** Ends what the request itself cannot end: a tunnel that is still being dug. */
  giveUp?(): void;
};

export type Routes = { readonly admin?: Route | undefined; readonly public?: Route | undefined };

/** What is asked of routes.ts, which is loaded only where `needsRoutes` says so. */
export type RouteQuestion = {
  readonly adminUrl: string;
  readonly publicUrl: string | undefined;
  /** The context that all of it comes from, and its name; absent where URLs were given. */
  readonly settings: KratosContext | undefined;
  readonly context: string | null;
};

/** Whether a plain connection is not enough: TLS, credentials or a proxy. Cheap, because every command asks it. */
export function needsRoutes(
  { adminUrl, publicUrl, settings }: RouteQuestion,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return (
    /^https:/i.test(adminUrl) ||
    /^https:/i.test(publicUrl ?? '') ||
    settings?.['bearer-token'] !== undefined ||
    settings?.['api-key'] !== undefined ||
    settings?.headers !== undefined ||
    proxyVariables.some((name) => (environment[name] ?? '') !== '')
  );
}

/** Lower case first, as curl has it. Of http only: that https goes through HTTPS_PROXY needs no asking here. */
const proxyVariables = ['http_proxy', 'HTTP_PROXY'];
