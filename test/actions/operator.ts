import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitStatus, type Outcome, type OutcomeError } from '../../src/engine/outcome.ts';
import type { AskConsent } from '../../src/engine/policy.ts';
import { runAction } from '../../src/engine/run-action.ts';
import { loadAction, readCatalog } from '../../src/host/installation.ts';
import { createTransport, type KratosRequest, type Transport } from '../../src/kratos/transport.ts';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { revealed } from '../../src/secrets/secret.ts';
import { ada, aHistory } from '../history/a-history.ts';

/** Somebody who runs actions on one Kratos, with a history of their own. */
export type Operator = {
  /** `params` as typed after `idp run <action>`. A completed run must fit the action's own results schema. */
  run(action: string, params?: Record<string, string>, options?: RunOptions): Promise<Run>;
  /** Everything that this operator's runs have left on disk. */
  readonly dataFolder: string;
  close(): void;
};

export type RunOptions = {
  readonly bare?: readonly string[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly confirm?: string;
  readonly scan?: boolean;
  readonly ask?: AskConsent;
  readonly adminSchemaId?: string;
  /** What stands between the engine and the way to Kratos. */
  readonly through?: (transport: Transport) => Transport;
};

export type Run = {
  readonly outcome: Outcome;
  /** The results as the one who asked sees them: secrets revealed. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly error: OutcomeError | undefined;
  readonly exit: number;
  /** What was sent, in order: `GET /admin/identities/…`. In a dry run, what got through. */
  readonly sent: readonly string[];
  /** The lines of `--debug`. */
  readonly trace: readonly string[];
};

/** `secrets` are variables such as IDP_SECRET_NEW__PASSWORD; `adopt` is told of every identity that a run names. */
export function createOperator(
  kratos: { readonly adminUrl: string; readonly publicUrl?: string; adopt?(id: string): void },
  secrets: Readonly<Record<string, string>> = {},
): Operator {
  const dataFolder = mkdtempSync(join(tmpdir(), 'idp-actions-'));
  const history = aHistory(join(dataFolder, 'history.db'));

  async function run(
    action: string,
    params: Record<string, string> = {},
    options: RunOptions = {},
  ): Promise<Run> {
    const sent: string[] = [];
    const trace: string[] = [];
    const signal = new AbortController().signal;
    const transport = createTransport({
      adminUrl: kratos.adminUrl,
      publicUrl: kratos.publicUrl,
      timeoutMs: 20_000,
      signal,
      userAgent: 'idp/test',
      trace: (line) => void trace.push(line),
    });
    const outcome = await runAction(
      {
        action,
        input: { bare: options.bare ?? [], pairs: Object.entries(params) },
        dryRun: options.dryRun ?? false,
        consent: { yes: options.yes ?? false, confirm: options.confirm },
        scan: options.scan ?? false,
        reason: undefined,
      },
      {
        catalog: await readCatalog(),
        loadAction,
        connect: async () => ({
          transport: (options.through ?? ((plain) => plain))((request: KratosRequest) => {
            sent.push(`${request.method} ${request.path}`);
            return transport(request);
          }),
          adminUrl: kratos.adminUrl,
          host: new URL(kratos.adminUrl).host,
          context: null,
          settings: { adminSchemaId: options.adminSchemaId ?? 'admin_v0' },
        }),
        secrets: environmentStore(secrets),
        history,
        asker: ada,
        signal,
        now: () => new Date(),
        ask: options.ask,
      },
    );
    if (outcome.status === 'completed') await requireDeclaredResults(action, outcome);
    const results = revealed(outcome.results) as Record<string, unknown>;
    if (!outcome['dry-run'] && typeof results['identity-id'] === 'string')
      kratos.adopt?.(results['identity-id']);
    return {
      outcome,
      results,
      error: outcome.error,
      exit: exitStatus(outcome),
      sent,
      trace,
    };
  }

  return { run, dataFolder, close: () => rmSync(dataFolder, { recursive: true, force: true }) };
}

async function requireDeclaredResults(name: string, outcome: Outcome): Promise<void> {
  const { requests: _, ...results } = outcome.results;
  (await loadAction(name)).results.parse(results);
}
