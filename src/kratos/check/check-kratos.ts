import { KratosRejection } from '../answer.ts';
import type { Transport } from '../transport.ts';
import { checkAdminUrl, isIdentityList } from './admin-url.ts';
import { checkClock, clockSkewMs } from './clock-skew.ts';
import { unknown, type Finding } from './finding.ts';
import { checkHydra } from './hydra.ts';
import { checkVersion, versionOf } from './kratos-version.ts';
import { createAsk, type Ask, type Probe } from './probe.ts';
import { checkPublicUrl } from './public-url.ts';
import { checkReachable, checkReady } from './reachable.ts';
import { checkMethod, checkRecovery, recoveryRequests } from './recovery.ts';
import { checkRead, checkWrite, writeRequests } from './rights.ts';
import { checkAdminSchema, checkSchemas, readSchemas, schemaPage, type CheckedSchema } from './schemas.ts';

/** The Kratos that is looked at, and how. */
export type CheckedKratos = {
  readonly adminUrl: string;
  readonly publicUrl: string | undefined;
  readonly transport: Transport;
  readonly timeoutMs: number;
  readonly adminSchema: { readonly id: string; readonly isDefault: boolean };
  readonly hydra?: { readonly url: string; readonly transport: Transport } | undefined;
  readonly now: () => Date;
};

export type KratosCheck = {
  readonly findings: readonly Finding[];
  readonly version: string | undefined;
  readonly schemas: readonly CheckedSchema[] | undefined;
  readonly clockSkewMs: number | undefined;
};

/**
 * Asks a Kratos everything that actions rely on, and changes nothing. Reads go out at once; what looks like a write only
 * when its admin port has shown itself. Three rounds at most, none longer than the time limit and a second.
 * Fails with aborted alone.
 */
export async function checkKratos(kratos: CheckedKratos): Promise<KratosCheck> {
  const { adminUrl, publicUrl, hydra } = kratos;
  const nobody = crypto.randomUUID();
  const admin = createAsk({ ...kratos, origin: adminUrl });
  const atPublic = publicUrl === undefined ? undefined : createAsk({ ...kratos, origin: publicUrl });
  const seen: Probe[] = [];
  const ask: Ask = async (request) => {
    const probe = await admin(request);
    seen.push(probe);
    return probe;
  };
  const served = (path: string) => orBelowAdmin(ask, path);
  const requests = recoveryRequests(nobody);

  const [[alive, ready, version, list, adminSchemas], firstSchemas, flow, hydraFinding] = await Promise.all([
    Promise.all([
      served('/health/alive'),
      served('/health/ready'),
      served('/version'),
      ask({ method: 'GET', path: '/admin/identities?page_size=1' }),
      ask({ method: 'GET', path: '/schemas' }),
    ]),
    atPublic?.(schemaPage(0)),
    atPublic?.(requests.flow),
    hydra === undefined
      ? undefined
      : checkHydra(hydra.url, createAsk({ ...kratos, ...hydra, origin: hydra.url })),
  ]);

  const isAdmin = isIdentityList(list);
  const [urlFinding, writes, code, link, schemas] = await Promise.all([
    checkAdminUrl(adminUrl, publicUrl, list, adminSchemas, ask),
    isAdmin ? askWrites(ask, nobody) : undefined,
    isAdmin ? ask(requests.code) : undefined,
    isAdmin ? ask(requests.link) : undefined,
    firstSchemas === undefined || atPublic === undefined ? undefined : readSchemas(firstSchemas, atPublic),
  ]);

  const isHosted = /\.oryapis\.(com|dev)$/.test(new URL(adminUrl).hostname);
  const configuredAt = isHosted ? 'in the Ory Console' : 'in its configuration';
  const noAdmin = 'the admin URL is not seen to be that of Kratos';
  const noSchemas =
    publicUrl === undefined ? 'only the public URL tells it' : 'the public URL did not give them';
  // A Kratos whose database is away refuses the list in its own words, and still tells its version.
  const isKratos = isAdmin || (list.error instanceof KratosRejection && list.error.status >= 500);
  const told = isKratos ? versionOf(version) : undefined;
  const skew = clockSkewMs(seen);
  return {
    version: told,
    schemas,
    clockSkewMs: skew,
    findings: [
      checkReachable(adminUrl, seen),
      checkReady(alive, ready),
      urlFinding,
      checkPublicUrl(adminUrl, publicUrl, adminSchemas, firstSchemas),
      isKratos ? checkVersion(told, isHosted) : unknown('version', noAdmin),
      checkRead(
        list,
        seen.some(({ answer }) => answer !== undefined),
      ),
      checkWrite(writes, noAdmin),
      checkSchemas(schemas, noSchemas),
      checkAdminSchema(
        schemas,
        { ...kratos.adminSchema, configuredAt: `identity.schemas ${configuredAt}` },
        noSchemas,
      ),
      checkRecovery(flow, configuredAt),
      checkMethod('code', code, noAdmin, configuredAt),
      checkMethod('link', link, noAdmin, configuredAt),
      checkClock(skew),
      ...(hydraFinding === undefined ? [] : [hydraFinding]),
    ],
  };
}

/** A path that is served with and without /admin, for what stands in front of Kratos may pass only one of them on. */
async function orBelowAdmin(ask: Ask, path: string): Promise<Probe> {
  const plain = await ask({ method: 'GET', path });
  if (plain.answer === undefined || plain.error === undefined || plain.answer.status === 503) return plain;
  const below = await ask({ method: 'GET', path: `/admin${path}` });
  return below.error === undefined ? below : plain;
}

function askWrites(ask: Ask, nobody: string) {
  return Promise.all(
    writeRequests(nobody).map(async ({ does, ...request }) => ({
      does,
      method: request.method,
      probe: await ask(request),
    })),
  );
}
