import { startSandbox, type SandboxOptions } from '../../src/sandbox/start.ts';

/** An embedded Kratos in memory, and short ways to speak to it. */
export interface RunningSandbox {
  readonly adminUrl: string;
  readonly publicUrl: string;
  admin(method: string, path: string, sent?: Sent): Promise<Answer>;
  public(method: string, path: string, sent?: Sent): Promise<Answer>;
  /** The id of a new identity of the default schema, with the password `password` unless told otherwise. */
  createIdentity(email: string, more?: Record<string, unknown>): Promise<string>;
  /** Begins a login and submits it. */
  login(identifier: string, password?: string): Promise<Answer>;
  close(): Promise<void>;
}

export interface Sent {
  body?: unknown;
  /** A body as it is, instead of `body`. */
  raw?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON, else the text. */
  body: unknown;
}

/** The password of the identities that are created without another. */
export const password = 'correct horse battery staple 42';

export async function runSandbox(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  const sandbox = await startSandbox({
    database: ':memory:',
    bcryptCost: 4,
    ...options,
  });
  const { adminUrl, publicUrl } = sandbox;
  const running: RunningSandbox = {
    adminUrl,
    publicUrl,
    close: () => sandbox.close(),
    admin: (method, path, sent) => send(adminUrl, method, path, sent),
    public: (method, path, sent) => send(publicUrl, method, path, sent),
    async createIdentity(email, more) {
      const body = {
        schema_id: 'default',
        traits: { email },
        credentials: { password: { config: { password } } },
        ...more,
      };
      return member(await running.admin('POST', '/admin/identities', { body }), 'id');
    },
    async login(identifier, withPassword = password) {
      const flow = member(await running.public('GET', '/self-service/login/api'), 'id');
      const body = { method: 'password', identifier, password: withPassword };
      return running.public('POST', `/self-service/login?flow=${flow}`, { body });
    },
  };
  return running;
}

/** A text inside a JSON answer. Throws when it is not there, so that a test fails where it went wrong. */
export function member(answer: Answer, ...path: (string | number)[]): string {
  let value = answer.body;
  for (const key of path) value = (value as Record<string | number, unknown> | null | undefined)?.[key];
  if (typeof value === 'string') return value;
  throw new Error(`No text at ${path.join('.')} of ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** The numbers of the messages of a flow: above the form, and at its fields. */
export function messagesOf(answer: Answer): { form: number[]; fields: Record<string, number[]> } {
  const { ui } = answer.body as {
    ui: {
      messages?: { id: number }[];
      nodes: { attributes: { name: string }; messages: { id: number }[] }[];
    };
  };
  const fields = ui.nodes
    .filter((node) => node.messages.length > 0)
    .map((node) => [node.attributes.name, node.messages.map(({ id }) => id)]);
  return {
    form: (ui.messages ?? []).map(({ id }) => id),
    fields: Object.fromEntries(fields) as Record<string, number[]>,
  };
}

async function send(base: string, method: string, path: string, sent: Sent = {}): Promise<Answer> {
  const body = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...sent.headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
