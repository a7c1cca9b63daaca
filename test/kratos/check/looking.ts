import { request as send, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { checkKratos, type CheckedKratos } from '../../../src/kratos/check/check-kratos.ts';
import type { Finding } from '../../../src/kratos/check/finding.ts';
import { transportTo } from '../servers.ts';

export type Look = Partial<Omit<CheckedKratos, 'transport'>> & Pick<CheckedKratos, 'adminUrl'>;

/** A check of these URLs, its findings by name. */
export async function look(kratos: Look) {
  const { adminUrl, publicUrl, timeoutMs = 5000, hydra } = kratos;
  const checked = await checkKratos({
    adminSchema: { id: 'admin_v0', isDefault: true },
    now: () => new Date(),
    isHosted: false,
    publicUrl: undefined,
    timeoutMs,
    ...kratos,
    hydra,
    transport: transportTo(adminUrl, { publicUrl, timeoutMs }),
  });
  const found = Object.fromEntries(checked.findings.map((finding) => [finding.check, finding]));
  return { ...checked, found };
}

/** The statuses that are not ok, by name. */
export const troubles = (findings: readonly Finding[]): Record<string, string> =>
  Object.fromEntries(
    findings.filter(({ status }) => status !== 'ok').map(({ check, status }) => [check, status]),
  );

export type Reply = {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What a server answers itself; undefined passes the request on, `silence` never answers. */
export type Intercept = (method: string, path: string) => Reply | 'silence' | undefined;

/** Stands in front of a Kratos: passes on what it does not answer itself, and what comes back with other headers. */
export function inFrontOf(
  url: string,
  intercept: Intercept,
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  return (request, response) => {
    const reply = intercept(request.method ?? '', request.url?.split('?', 1)[0] ?? '');
    if (reply === 'silence') return;
    if (reply === undefined) passOn(url, request, response, headers);
    else answer(response, reply);
  };
}

/** A server that is no Kratos at all: what it does not know is 404. */
export const alone = (intercept: Intercept): RequestListener => {
  return (request, response) => {
    const reply = intercept(request.method ?? '', request.url?.split('?', 1)[0] ?? '');
    if (reply !== 'silence') answer(response, reply ?? { status: 404, text: '404 page not found\n' });
  };
};

function answer(response: ServerResponse, { status = 200, json, text = '', headers = {} }: Reply): void {
  response.writeHead(status, {
    'content-type': json === undefined ? 'text/plain; charset=utf-8' : 'application/json',
    ...headers,
  });
  response.end(json === undefined ? text : JSON.stringify(json));
}

function passOn(
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  const passed = send(
    url + (request.url ?? ''),
    { method: request.method, headers: request.headers, agent: false },
    (incoming) => {
      response.writeHead(incoming.statusCode ?? 0, { ...incoming.headers, ...headers });
      incoming.pipe(response);
    },
  );
  passed.on('error', () => response.destroy());
  request.pipe(passed);
}

/** A refusal in Kratos's own shape and words. */
export const kratosError = (status: number, reason: string): Reply => ({
  status,
  json: { error: { code: status, status: 'Refused', reason, message: 'The request was refused' } },
});
