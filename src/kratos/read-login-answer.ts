import { IdpError } from '../errors/idp-error.ts';
import { readAnswer } from './answer.ts';
import type { KratosAnswer } from './transport.ts';

/** How a login with a password ended, and the token of the session that it made. */
export type LoginAnswer = {
  readonly ended: 'accepted' | 'refused' | 'inactive' | 'second-factor';
  readonly token?: string | undefined;
};

/**
 * Reads what Kratos answers to a password in an API login flow (measured with v26.2.0). Its messages are told by their
 * numbers, because their texts may name people. Fails as answer.ts says, and with kratos-rejected for another message.
 */
export function readLoginAnswer(answer: KratosAnswer, origin: string): LoginAnswer {
  const { status } = answer;
  const body = parsed(answer.text);
  if (status === 401 && /disabled/.test(String(body?.error?.reason))) return { ended: 'inactive' };
  if (status === 400 && body?.ui) return refusal(body.ui);
  readAnswer(answer, { method: 'POST', path: '/self-service/login', side: 'public' }, origin);
  const token = body?.session_token;
  if (status !== 200 || typeof token !== 'string' || token === '') {
    throw new IdpError('unexpected-answer', `${origin} answered a login with no session (${status}).`);
  }
  // Whose it is, Kratos keeps to itself until the second factor is there, too.
  return { ended: body?.session?.identity === null ? 'second-factor' : 'accepted', token };
}

/** A form, or a field of it. */
type Form = { readonly messages?: unknown; readonly nodes?: unknown };

type Body =
  | {
      readonly error?: { readonly reason?: unknown } | null;
      readonly ui?: Form | null;
      readonly session_token?: unknown;
      readonly session?: { readonly identity?: unknown } | null;
    }
  | null
  | undefined;

function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return undefined;
  }
}

/** Wrong credentials; nobody of that name, or nobody with a way to sign in. */
const wrongCredentials: ReadonlySet<unknown> = new Set([4000006, 4000037]);

function refusal({ messages, nodes }: Form): LoginAnswer {
  const all = [messages, ...listed(nodes).map((node) => (node as Form | null)?.messages)].flatMap(listed);
  const ids = all.map((message) => (message as { id?: unknown } | null)?.id);
  if (ids.some((id) => wrongCredentials.has(id))) return { ended: 'refused' };
  const numbers = ids.filter((id) => typeof id === 'number').join(', ');
  throw new IdpError(
    'kratos-rejected',
    `Kratos did not take the login: ${numbers === '' ? 'it does not say why' : `message ${numbers}`}.`,
    { hint: 'The documentation of Ory lists the numbers under UI and flow messages.' },
  );
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
