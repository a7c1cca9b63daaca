import type { Identity } from '@ory/client';
import { startSandbox, type SandboxOptions } from '../../src/sandbox/start.ts';

/** The Kratos that actions are tried on: an embedded one, or the real one that the environment names. */
export type KratosUnderTest = {
  readonly adminUrl: string;
  readonly publicUrl: string;
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
  public(method: string, path: string, sent?: PublicRequest): Promise<Answer>;
  /** Fails where Kratos does not create it. Deleted at the end. */
  createIdentity(identity: Record<string, unknown>): Promise<Identity>;
  getIdentity(id: string, ...includeCredentials: readonly string[]): Promise<Identity>;
  /** JSON Patch; fails where Kratos refuses it. */
  patch(id: string, ...steps: readonly PatchStep[]): Promise<void>;
  /** An identity that an action made, to be deleted at the end. */
  readonly adopt: (id: string) => void;
  /** Deletes what was created and stops. */
  close(): Promise<void>;
  /** Stops and leaves everything in its database. */
  stop(): Promise<void>;
};

export type Answer = { readonly status: number; readonly body: unknown };

export type PublicRequest = { readonly body?: unknown; readonly token?: string };

export type PatchStep = { readonly op: string; readonly path: string; readonly value?: unknown };

/** IDP_TEST_ADMIN_URL and IDP_TEST_PUBLIC_URL together name a real Kratos, whose other identities are let alone. */
export function startKratos(environment: NodeJS.ProcessEnv = process.env): Promise<KratosUnderTest> {
  const { IDP_TEST_ADMIN_URL: adminUrl, IDP_TEST_PUBLIC_URL: publicUrl } = environment;
  if (adminUrl === undefined || publicUrl === undefined) return startEmbedded();
  return Promise.resolve(speakTo({ adminUrl, publicUrl }, async () => {}));
}

/** Always an embedded one: for tests that need schemas of their own or a second start. */
export async function startEmbedded(options: Partial<SandboxOptions> = {}): Promise<KratosUnderTest> {
  const sandbox = await startSandbox({ database: ':memory:', bcryptCost: 4, ...options });
  return speakTo(sandbox, () => sandbox.close());
}

function speakTo(
  { adminUrl, publicUrl }: { readonly adminUrl: string; readonly publicUrl: string },
  stop: () => Promise<void>,
): KratosUnderTest {
  const made = new Set<string>();
  const admin = (method: string, path: string, body?: unknown) =>
    send(adminUrl + path, method, body === undefined ? {} : { body });
  return {
    adminUrl,
    publicUrl,
    admin,
    public: (method, path, sent) => send(publicUrl + path, method, sent ?? {}),
    async createIdentity(identity) {
      const answer = await admin('POST', '/admin/identities', identity);
      const created = expectStatus(answer, 201) as Identity;
      made.add(created.id);
      return created;
    },
    async getIdentity(id, ...kinds) {
      const query = kinds.map((kind) => `include_credential=${kind}`).join('&');
      return expectStatus(await admin('GET', `/admin/identities/${id}?${query}`), 200) as Identity;
    },
    async patch(id, ...steps) {
      expectStatus(await admin('PATCH', `/admin/identities/${id}`, steps), 200);
    },
    adopt: (id) => void made.add(id),
    async close() {
      for (const id of made) await admin('DELETE', `/admin/identities/${id}`);
      await stop();
    },
    stop,
  };
}

function expectStatus(answer: Answer, status: number): unknown {
  if (answer.status === status) return answer.body;
  throw new Error(`Kratos answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`);
}

async function send(url: string, method: string, { body, token }: PublicRequest): Promise<Answer> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { 'x-session-token': token }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true && text !== '';
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}
