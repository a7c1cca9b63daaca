import type { Transport } from '../transport.ts';
import { isIdentityList } from './admin-url.ts';
import { nameForeignServer, type Named } from './foreign-server.ts';
import { createAsk, type Ask, type Probe } from './probe.ts';
import { recoveryRequests } from './recovery.ts';
import { writeRequests, type Write } from './rights.ts';
import { readSchemas, schemaPage, type CheckedSchema } from './schemas.ts';

/** Everything that a Kratos was asked, and what it said. What was not asked is undefined. */
export type Evidence = {
  /** All that was sent to the admin URL. */
  readonly atAdmin: readonly Probe[];
  readonly alive: Probe;
  readonly ready: Probe;
  readonly version: Probe;
  readonly list: Probe;
  readonly adminSchemas: Probe;
  readonly publicSchemas: Probe | undefined;
  readonly flow: Probe | undefined;
  /** Asked only where the admin port has shown itself. */
  readonly behindAdmin:
    | { readonly writes: readonly Write[]; readonly code: Probe; readonly link: Probe }
    | undefined;
  /** What answers instead, where that can be told by asking further. */
  readonly foreign: Named | undefined;
  readonly schemas: readonly CheckedSchema[] | undefined;
};

/**
 * Reads go out at once; then, side by side, further pages of schemas and what looks like a write, or else questions to
 * whatever it is that is no Kratos. Fails with aborted alone.
 */
export async function gatherEvidence(kratos: {
  readonly adminUrl: string;
  readonly publicUrl: string | undefined;
  readonly transport: Transport;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly now: () => Date;
}): Promise<Evidence> {
  const { adminUrl, publicUrl } = kratos;
  const admin = createAsk({ ...kratos, origin: adminUrl });
  const askPublic = publicUrl === undefined ? undefined : createAsk({ ...kratos, origin: publicUrl });
  const atAdmin: Probe[] = [];
  const ask: Ask = async (request) => {
    const probe = await admin(request);
    atAdmin.push(probe);
    return probe;
  };
  const nobody = crypto.randomUUID();
  const recovery = recoveryRequests(nobody);
  const [alive, ready, version, list, adminSchemas, publicSchemas, flow] = await Promise.all([
    orBelowAdmin(ask, '/health/alive'),
    orBelowAdmin(ask, '/health/ready'),
    orBelowAdmin(ask, '/version'),
    ask({ method: 'GET', path: '/admin/identities?page_size=1' }),
    ask({ method: 'GET', path: '/schemas' }),
    askPublic?.(schemaPage(0)),
    askPublic?.(recovery.flow),
  ]);
  const [behindAdmin, foreign, schemas] = await Promise.all([
    isIdentityList(list) ? askBehindAdmin(ask, nobody) : undefined,
    nameForeignServer(adminUrl, list, ask),
    publicSchemas && askPublic && readSchemas(publicSchemas, askPublic, kratos.signal),
  ]);
  return {
    atAdmin,
    alive,
    ready,
    version,
    list,
    adminSchemas,
    publicSchemas,
    flow,
    behindAdmin,
    foreign,
    schemas,
  };
}

/** A path that is served with and without /admin, for what stands in front of Kratos may pass only one of them on. */
async function orBelowAdmin(ask: Ask, path: string): Promise<Probe> {
  const plain = await ask({ method: 'GET', path });
  if (plain.answer === undefined || plain.error === undefined || plain.answer.status === 503) return plain;
  const below = await ask({ method: 'GET', path: `/admin${path}` });
  return below.error === undefined ? below : plain;
}

async function askBehindAdmin(ask: Ask, nobody: string) {
  const recovery = recoveryRequests(nobody);
  const [writes, code, link] = await Promise.all([
    Promise.all(
      writeRequests(nobody).map(async ({ does, ...request }) => ({
        does,
        method: request.method,
        probe: await ask(request),
      })),
    ),
    ask(recovery.code),
    ask(recovery.link),
  ]);
  return { writes, code, link };
}
