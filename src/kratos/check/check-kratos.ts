import { KratosRejection } from '../answer.ts';
import type { Transport } from '../transport.ts';
import { checkAdminUrl } from './admin-url.ts';
import { checkClock, clockSkewMs } from './clock-skew.ts';
import { gatherEvidence, type Evidence } from './evidence.ts';
import { unknown, type Finding } from './finding.ts';
import { checkHydra } from './hydra.ts';
import { checkVersion, versionOf } from './kratos-version.ts';
import { createAsk } from './probe.ts';
import { checkPublicUrl } from './public-url.ts';
import { checkReachable, checkReady } from './reachable.ts';
import { checkMethod, checkRecovery } from './recovery.ts';
import { checkRead, checkWrite } from './rights.ts';
import { checkAdminSchema, checkSchemas, type CheckedSchema } from './schemas.ts';

/** The Kratos that is looked at, and how. */
export type CheckedKratos = {
  readonly adminUrl: string;
  readonly publicUrl: string | undefined;
  readonly transport: Transport;
  readonly timeoutMs: number;
  readonly adminSchema: { readonly id: string; readonly isDefault: boolean };
  /** Whether it is a project of Ory Network, where less can be asked and configuration is elsewhere. */
  readonly isHosted: boolean;
  /** Hydra's admin URL, and a transport whose public side it is. */
  readonly hydra?: { readonly url: string; readonly transport: Transport } | undefined;
  /** Ends what takes long without asking anything; requests end by the signal of the transport. */
  readonly signal?: AbortSignal | undefined;
  readonly now: () => Date;
};

export type KratosCheck = {
  readonly findings: readonly Finding[];
  readonly version: string | undefined;
  readonly schemas: readonly CheckedSchema[] | undefined;
  readonly clockSkewMs: number | undefined;
};

/**
 * Asks a Kratos everything that actions rely on, and changes nothing. Of the rounds of requests none takes longer than
 * the time limit and a second. Fails with aborted alone.
 */
export async function checkKratos(kratos: CheckedKratos): Promise<KratosCheck> {
  const { hydra } = kratos;
  const [evidence, hydraFinding] = await Promise.all([
    gatherEvidence(kratos),
    hydra && checkHydra(hydra.url, createAsk({ ...kratos, ...hydra, origin: hydra.url })),
  ]);
  const { list, schemas, atAdmin } = evidence;
  // A Kratos whose database is away refuses the list in its own words, and still tells its version.
  const isKratos =
    evidence.behindAdmin !== undefined || (list.error instanceof KratosRejection && list.error.status >= 500);
  const version = isKratos ? versionOf(evidence.version) : undefined;
  const skewMs = clockSkewMs(atAdmin);
  const findings = judge(kratos, evidence, { version, isKratos, skewMs });
  return {
    version,
    schemas,
    clockSkewMs: skewMs,
    findings: hydraFinding === undefined ? findings : [...findings, hydraFinding],
  };
}

/** A finding for each question, in the order in which they are best looked at. */
function judge(
  { adminUrl, publicUrl, adminSchema, isHosted }: CheckedKratos,
  evidence: Evidence,
  told: {
    readonly version: string | undefined;
    readonly isKratos: boolean;
    readonly skewMs: number | undefined;
  },
): readonly Finding[] {
  const { atAdmin, list, adminSchemas, behindAdmin, schemas } = evidence;
  const configuredAt = isHosted ? 'in the Ory Console' : 'in its configuration';
  const isReachable = atAdmin.some(({ answer }) => answer !== undefined);
  const noSchemas =
    publicUrl === undefined ? 'only the public URL tells it' : 'the public URL did not give them';
  return [
    checkReachable(adminUrl, atAdmin),
    checkReady(evidence.alive, evidence.ready, isHosted),
    checkAdminUrl(adminUrl, publicUrl, evidence),
    checkPublicUrl(adminUrl, publicUrl, adminSchemas, evidence.publicSchemas),
    told.isKratos ? checkVersion(told.version, isHosted) : unknown('version', noAdmin),
    checkRead(list, isReachable, evidence.foreign),
    checkWrite(behindAdmin?.writes, noAdmin),
    checkSchemas(schemas, noSchemas),
    checkAdminSchema(schemas, adminSchema, `identity.schemas ${configuredAt}`, noSchemas),
    checkRecovery(evidence.flow, configuredAt),
    checkMethod('code', behindAdmin?.code, noAdmin, configuredAt),
    checkMethod('link', behindAdmin?.link, noAdmin, configuredAt),
    checkClock(told.skewMs),
  ];
}

const noAdmin = 'the admin URL is not seen to be that of Kratos';
