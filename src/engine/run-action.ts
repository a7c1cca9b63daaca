import type { Identity } from '@ory/client';
import { IdpError, toIdpError } from '../errors/idp-error.ts';
import type { History, Status } from '../history/history.ts';
import { createAdmin, type KratosAdmin } from '../kratos/admin.ts';
import { dryRun } from '../kratos/dry-run.ts';
import { findIdentity } from '../kratos/find-identity.ts';
import { canonicalIdentityId } from '../kratos/identity-id.ts';
import type { Transport } from '../kratos/transport.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { findAction, type Catalog, type CatalogEntry } from './catalog.ts';
import type { Action, ActionSettings } from './define-action.ts';
import { outcomeError, type LogLine, type Outcome } from './outcome.ts';
import { readParameters, refusePassword, type ParameterInput, type Parameters } from './parameters.ts';
import { requireAskable, requireConsent, type AskConsent, type Consent } from './policy.ts';
import { recordedParameters } from './recorded-parameters.ts';

/** What a front door asks for, in the words it was given. */
export type ActionRequest = {
  readonly action: string;
  readonly input: ParameterInput;
  readonly dryRun: boolean;
  readonly consent: Consent;
  /** Look an address up beyond credential identifiers. */
  readonly scan: boolean;
  readonly reason: string | undefined;
};

/** Which Kratos answers. `host` names it in prompts and records. */
export type Connection = {
  readonly transport: Transport;
  readonly adminUrl: string;
  readonly host: string;
  readonly context: string | null;
  readonly settings: ActionSettings;
};

/** All that the engine works with; a front door puts it together once. */
export type EngineWorld = {
  readonly catalog: Catalog;
  readonly loadAction: (name: string) => Promise<Action>;
  readonly connect: () => Promise<Connection>;
  readonly secrets: SecretStore;
  readonly history: History;
  readonly actor: string;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly ask?: AskConsent | undefined;
  readonly onLog?: ((line: LogLine) => void) | undefined;
  readonly onProgress?: ((done: number, total?: number) => void) | undefined;
};

/**
 * The one path from a request to its outcome: catalog, parameters, policy, record, deed. It never rejects: every
 * failure is an outcome, and `onError` is given the error itself for those who want its trace.
 */
export async function runAction(
  request: ActionRequest,
  world: EngineWorld,
  onError?: (error: IdpError) => void,
): Promise<Outcome> {
  const run = new Run(request, world);
  try {
    await run.prepare();
    await run.record();
    await run.perform();
    return await run.end('completed');
  } catch (thrown) {
    const error = world.signal.aborted ? asAborted(thrown) : toIdpError(thrown);
    onError?.(error);
    return run.end(statusOf(error, run), error);
  }
}

function asAborted(thrown: unknown): IdpError {
  const error = toIdpError(thrown);
  return error.code === 'aborted' ? error : new IdpError('aborted', 'Interrupted.', { cause: thrown });
}

function statusOf(error: IdpError, run: Run): Status {
  if (error.code === 'cancelled') return 'cancelled';
  if (error.code === 'aborted') return 'aborted';
  // Recorded, but never run: somebody else would have been hit.
  return error.code === 'confirmation-required' && run.numbers !== undefined ? 'error' : 'failed';
}

/** One run on its way down the path: what is known so far, for the outcome at whatever point it ends. */
class Run {
  readonly #request: ActionRequest;
  readonly #world: EngineWorld;
  readonly #log: LogLine[] = [];
  readonly #results: Record<string, unknown> = {};
  #ready: { entry: CatalogEntry; action: Action; parameters: Parameters; connection: Connection } | undefined;
  #enqueued = '';
  numbers: { readonly operation: string; readonly task: string } | undefined;
  started: string | undefined;

  constructor(request: ActionRequest, world: EngineWorld) {
    this.#request = request;
    this.#world = world;
  }

  /** Everything that can be refused without asking Kratos or writing anything down. */
  async prepare(): Promise<void> {
    const { input, consent, dryRun: dry } = this.#request;
    refusePassword(input);
    const entry = findAction(this.#world.catalog, this.#request.action);
    const action = await this.#world.loadAction(entry.name);
    if (action.target !== entry.target) {
      throw new IdpError(
        'catalog-invalid',
        `actions.yaml says that the target of ${entry.name} is ${entry.target}, its handler says ${action.target}.`,
      );
    }
    const parameters = await readParameters(entry, action, input);
    requireConfirmIsId(consent);
    requireAskable(entry, consent, dry, this.#world.ask);
    this.#ready = { entry, action, parameters, connection: await this.#world.connect() };
  }

  async record(): Promise<void> {
    const { entry, parameters, connection } = this.#ready!;
    this.#enqueued = this.#time();
    const selector = parameters.selector;
    const values = { ...parameters.values };
    if (selector !== undefined && 'address' in selector) values['email'] = selector.address;
    try {
      this.numbers = await this.#world.history.open({
        action: entry.name,
        effect: entry.effect,
        dryRun: this.#request.dryRun,
        actor: this.#world.actor,
        host: connection.host,
        context: connection.context,
        reason: this.#request.reason,
        parameters: recordedParameters(entry, values),
        enqueued: this.#enqueued,
      });
    } catch (error) {
      if (entry.effect !== 'read' && !this.#request.dryRun) throw error;
      this.#say(`Not recorded: ${toIdpError(error).message}`);
    }
  }

  /** Finds whom it is about, gets consent, and does the deed. */
  async perform(): Promise<void> {
    const { entry, action, parameters, connection } = this.#ready!;
    const { dryRun: dry, consent, scan } = this.#request;
    const gate = dry ? dryRun(connection.transport) : undefined;
    const admin = createAdmin(gate?.transport ?? connection.transport, new URL(connection.adminUrl).origin);
    this.started = this.#time();
    try {
      const identity = await this.#find(admin, parameters, scan);
      await requireConsent(entry, consent, dry, this.#world.ask, {
        host: connection.host,
        context: connection.context,
        identity,
        signal: this.#world.signal,
      });
      const results = await action.run(parameters.values as never, {
        kratos: admin,
        secrets: (reference) => this.#world.secrets.read(reference, entry.name),
        settings: connection.settings,
        log: (message) => this.#say(message),
        progress: (done, total) => this.#world.onProgress?.(done, total),
        report: (done) => void Object.assign(this.#results, done),
        signal: this.#world.signal,
        now: this.#world.now,
        identity: identity as Identity,
      });
      Object.assign(this.#results, results);
    } finally {
      if (gate !== undefined) this.#results['requests'] = gate.heldBack;
    }
  }

  async #find(admin: KratosAdmin, parameters: Parameters, scan: boolean): Promise<Identity | undefined> {
    if (parameters.selector === undefined) return undefined;
    const identity = await findIdentity(admin, parameters.selector, { scan });
    this.#results['identity-id'] = identity.id;
    return identity;
  }

  /** Closes the record and gives the outcome. A record that cannot be closed never hides what was done. */
  async end(status: Status, error?: IdpError): Promise<Outcome> {
    const completed = this.#time();
    const started = this.started ?? completed;
    if (this.numbers !== undefined) {
      try {
        await this.#world.history.close(this.numbers.task, {
          status,
          identityId: textOrNothing(this.#results['identity-id']),
          changed: this.#results['changed'] as boolean | undefined,
          started,
          completed,
          error: error === undefined ? undefined : { code: error.code, message: error.recorded },
        });
      } catch (failure) {
        this.#say(`The end of this task is not recorded: ${toIdpError(failure).message}`);
      }
    }
    return {
      operation: this.numbers?.operation ?? null,
      task: this.numbers?.task ?? null,
      action: this.#ready?.entry.name ?? this.#request.action,
      status,
      results: this.#results,
      log: this.#log,
      timing: this.#enqueued === '' ? null : { enqueued: this.#enqueued, started, completed },
      'dry-run': this.#request.dryRun,
      ...(error === undefined ? {} : { error: outcomeError(error) }),
    };
  }

  #say(message: string): void {
    const line = { time: this.#time(), message };
    this.#log.push(line);
    this.#world.onLog?.(line);
  }

  #time(): string {
    return this.#world.now().toISOString();
  }
}

function requireConfirmIsId(consent: Consent): void {
  if (consent.confirm === undefined || canonicalIdentityId(consent.confirm) !== undefined) return;
  throw new IdpError(
    'usage',
    '--confirm takes the id of the identity that is meant: 8-4-4-4-12 hexadecimal digits.',
    {
      hint: 'Look the identity up with idp run get-identity, make sure it is the one, and give its id.',
    },
  );
}

const textOrNothing = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
