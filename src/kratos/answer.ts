import { IdpError } from '../errors/idp-error.ts';
import { inDoubt } from './in-doubt.ts';
import type { KratosAnswer, KratosRequest } from './transport.ts';

/** Kratos's own no: an answer of 400 or more in its error shape. `reason` and `said` are its words. */
export class KratosRejection extends IdpError {
  readonly status: number;
  readonly reason: string | undefined;

  constructor(status: number, said: KratosWords) {
    const words = said.reason ?? said.message ?? `status ${status}`;
    super('kratos-rejected', `Kratos refused (${status}): ${oneLine(words)}.`, {
      recorded: `Kratos refused (${status})`,
      details: { status, reason: words, ...(said.id === undefined ? {} : { id: said.id }) },
      ...(status >= 500
        ? { hint: 'Kratos failed on its side: its log says why; run it again once that is mended.' }
        : {}),
    });
    this.status = status;
    this.reason = words;
  }
}

/** A schema error has a line for each fault, some of them twice. */
function oneLine(words: string): string {
  const lines = words.split('\n').map((line) => line.trim());
  return [...new Set(lines)]
    .filter((line) => line !== '')
    .join('; ')
    .replace(/\.$/, '');
}

type KratosWords = { readonly reason?: string; readonly message?: string; readonly id?: string };

/**
 * What an answer holds, as JSON (undefined for an empty one), or the error that it stands for: redirects,
 * HTML, foreign or truncated JSON are unexpected-answer; 401 unauthorised; 403 forbidden; 429
 * rate-limited; 502 to 504 unavailable; anything else of 400 or more a KratosRejection.
 */
export function readAnswer(answer: KratosAnswer, request: KratosRequest, origin: string): unknown {
  const { status } = answer;
  if (status >= 300 && status < 400) throw redirected(answer, request, origin);
  const body = parseJson(answer.text);
  if (status === 401 || status === 403 || status === 407) throw notAllowed(answer, origin);
  if (status === 429) throw new IdpError('rate-limited', `${origin} asks to slow down (429).`);
  if (status === 502 || status === 503 || status === 504) {
    throw inDoubt(
      new IdpError('unavailable', `Kratos behind ${origin} is not available (${status})${through(answer)}.`),
      request,
    );
  }
  if (status >= 400) {
    const words = wordsOf(body);
    if (words === undefined) throw foreign(answer, request, origin);
    throw new KratosRejection(status, words);
  }
  if (body === malformed) throw inDoubt(foreign(answer, request, origin), request);
  return body;
}

/** 401, 403 and 407 are never Kratos's own on its admin port: what stands in front of it says them. */
function notAllowed({ status, route }: KratosAnswer, origin: string): IdpError {
  const sent = route?.credentials ?? [];
  if (status === 407) {
    return new IdpError('unauthorised', `The proxy ${route?.proxy ?? origin} wants credentials (407).`, {
      hint: 'Give them in the variable that names the proxy: http://USER:PASSWORD@HOST:PORT, percent-encoded.',
    });
  }
  if (status === 401) {
    if (sent.length === 0) return new IdpError('unauthorised', `${origin} wants credentials (401).`);
    return new IdpError('unauthorised', `${origin} does not accept ${sent.join(' and ')} (401).`, {
      hint: 'The secret may be out of date or another one: put the right value in it. idp context show names it.',
    });
  }
  const forbidden = `${origin} forbids this request (403)${through({ route })}.`;
  if (sent.length === 0) return new IdpError('forbidden', forbidden);
  return new IdpError('forbidden', forbidden, {
    hint: `It knows who is meant by ${sent.join(' and ')}, and refuses this request: ask whoever runs it for the right.`,
  });
}

const through = ({ route }: Pick<KratosAnswer, 'route'>): string =>
  route?.proxy === undefined ? '' : ` through the proxy ${route.proxy}`;

const malformed = Symbol('malformed');

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return malformed;
  }
}

function wordsOf(body: unknown): KratosWords | undefined {
  if (body === malformed || body === null || typeof body !== 'object') return undefined;
  const error = (body as { error?: unknown }).error;
  if (error === null || typeof error !== 'object') return undefined;
  const { reason, message, id } = error as Record<string, unknown>;
  return {
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof message === 'string' ? { message } : {}),
    ...(typeof id === 'string' ? { id } : {}),
  };
}

function redirected(answer: KratosAnswer, request: KratosRequest, origin: string): IdpError {
  const where = redirectOrigin(answer, origin);
  const asked = `${request.method} ${pathOf(request)}`;
  if (request.side !== 'public') {
    return new IdpError(
      'unexpected-answer',
      `${origin} redirects ${asked} to ${where}: this is Kratos's public port, or a proxy, not its admin port.`,
      { hint: 'Give the admin URL (port 4434 by default); redirects are never followed.' },
    );
  }
  return new IdpError('unexpected-answer', `${origin} redirects ${asked} to ${where}.`, {
    hint: "Give Kratos's own public URL (port 4433 by default); redirects are never followed.",
  });
}

/** Only the origin of the target: a query could carry a token. */
function redirectOrigin(answer: KratosAnswer, origin: string): string {
  const location = answer.headers['location'];
  if (typeof location !== 'string') return 'elsewhere';
  const url = URL.parse(location) ?? URL.parse(location, origin);
  return url?.origin ?? 'elsewhere';
}

function foreign(answer: KratosAnswer, request: KratosRequest, origin: string): IdpError {
  const asked = `${request.method} ${pathOf(request)}`;
  const tls = status400Of(answer);
  if (tls !== undefined) {
    return new IdpError('unexpected-answer', `${origin} ${tls.said} (${answer.status}).`, { hint: tls.hint });
  }
  const type = String(answer.headers['content-type'] ?? '');
  if (type.includes('html') || /^\s*<(!doctype|html)/i.test(answer.text)) {
    return new IdpError(
      'unexpected-answer',
      `${origin} answered ${asked} with an HTML page (${answer.status}), so it is not Kratos's admin API.`,
    );
  }
  if (answer.status >= 400) {
    const missing = answer.status === 404 || answer.status === 405 ? ': it has no such endpoint' : '';
    return new IdpError(
      'unexpected-answer',
      `${origin} answered ${asked} with ${answer.status} and no Kratos error${missing}.`,
    );
  }
  return new IdpError(
    'unexpected-answer',
    `${origin} answered ${asked} with JSON that is cut off or malformed.`,
    { hint: 'Look what stands between here and Kratos; a read can simply be run again.' },
  );
}

/** What Go's and nginx's servers say where TLS, or the certificate of a client, is missing. */
function status400Of({ status, text }: KratosAnswer): { said: string; hint: string } | undefined {
  if (status !== 400) return undefined;
  if (/HTTP request (was sent )?to (an )?HTTPS (server|port)/i.test(text)) {
    return { said: 'speaks TLS, and was asked without', hint: 'Use https:// in the admin URL.' };
  }
  if (/No required SSL certificate|SSL certificate error/i.test(text)) {
    return {
      said: 'demands a client certificate that it trusts',
      hint: 'Give client-cert-file and client-key-file in the context.',
    };
  }
  return undefined;
}

const pathOf = (request: KratosRequest): string => request.path.split('?', 1)[0] ?? request.path;
