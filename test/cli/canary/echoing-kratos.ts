import type { IncomingMessage, ServerResponse } from 'node:http';
import { startFakeKratos, type FakeKratos } from '../fake-kratos.ts';

/** How it answers: what it got stands in the data, or in an error of this kind; `stall` never answers. */
export type Manner =
  | 'data'
  | 'refused'
  | 'failed'
  | 'page'
  | 'elsewhere'
  | 'unauthorised'
  | 'no-http'
  | 'stall';

/** A Kratos behind something that repeats whatever it is sent, in every form, wherever there is room for it. */
export type EchoingKratos = FakeKratos & {
  manner: Manner;
  /** What it was sent as bearer tokens, and as hashes of passwords. */
  readonly tokens: ReadonlySet<string>;
  readonly hashes: ReadonlySet<string>;
  /** Resolves when a request stalls. */
  stalled(): Promise<void>;
};

export async function startEchoingKratos(adminUrl: string): Promise<EchoingKratos> {
  const tokens = new Set<string>();
  const hashes = new Set<string>();
  let stalled = Promise.withResolvers<void>();
  const fake = await startFakeKratos((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    tokens.add(token);
    for (const [hash] of body.toString().matchAll(/\$2[aby]\$[^"]+/g)) hashes.add(hash);
    const echo = [token, body.toString()].flatMap(formsOf).join(' ');
    // A header holds no line breaks, and no more than Latin-1.
    response.setHeader('x-echo', formsOf(token));
    response.setHeader('content-type', 'application/json');
    const { manner } = echoing;
    if (manner === 'stall') stalled.resolve();
    else if (manner === 'no-http') request.socket.end(`${echo}\r\n\r\n`);
    else if (manner === 'elsewhere') {
      response.writeHead(302, { location: `http://x.example/${encodeURIComponent(token)}?t=${token}` }).end();
    } else if (manner === 'page') {
      response.writeHead(500, { 'content-type': 'text/html' }).end(`<!doctype html><p>${echo}</p>`);
    } else if (manner === 'unauthorised') response.writeHead(401, { 'www-authenticate': token }).end(echo);
    else if (manner !== 'data') {
      response.statusCode = manner === 'refused' ? 400 : 500;
      response.end(JSON.stringify({ error: { code: 400, id: echo, reason: echo, message: echo } }));
    } else {
      const passed = await fetch(adminUrl + (request.url ?? ''), {
        method: request.method ?? 'GET',
        redirect: 'manual',
        ...(body.length === 0 ? {} : { body, headers: { 'content-type': 'application/json' } }),
      });
      const text = await passed.text();
      response.statusCode = passed.status;
      response.end(text === '' ? text : JSON.stringify(withEcho(JSON.parse(text), echo)));
    }
  }

  const echoing: EchoingKratos = {
    ...fake,
    manner: 'data',
    tokens,
    hashes,
    async stalled() {
      await stalled.promise;
      stalled = Promise.withResolvers<void>();
    },
  };
  return echoing;
}

/** In traits, metadata and devices, which actions show; in errors; in a version and the names of schemas. */
function withEcho(value: unknown, echo: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withEcho(one, echo));
  if (value === null || typeof value !== 'object') return value;
  const more = {
    ...('traits' in value ? { traits: { ...(value.traits as object), echo, [echo]: echo } } : {}),
    ...('traits' in value ? { metadata_public: { echo }, metadata_admin: { [echo]: [echo] } } : {}),
    ...('authenticator_assurance_level' in value ? { devices: [{ user_agent: echo, location: echo }] } : {}),
    ...('version' in value ? { version: `v26.2.0-${echo}` } : {}),
    ...('error' in value ? { error: { ...(value.error as object), reason: echo } } : {}),
  };
  return { ...value, ...more };
}

function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const shifted = [1, 2].map((length) => Buffer.from(`${'.'.repeat(length)}${text}`).toString('base64'));
  return [text, bytes.toString('base64'), ...shifted, bytes.toString('hex'), encodeURIComponent(text)];
}
