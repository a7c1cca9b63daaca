import type { Identity } from '@ory/client';
import * as z from 'zod/mini';
import type { Change } from '../history/history.ts';
import type { KratosAdmin } from '../kratos/admin.ts';
import type { SecretReader } from '../secrets/secret-store.ts';
import type { FilesWorld } from './files-world.ts';
import type { UndoEach } from './undo-each.ts';

/** A handler's whole world: it prints nothing, prompts for nothing, exits nowhere and reads no environment. */
export type ActionContext = {
  readonly kratos: KratosAdmin;
  readonly secrets: SecretReader;
  readonly settings: ActionSettings;
  /** One line for the operator and the record. Never a secret, an address only masked. */
  readonly log: (message: string) => void;
  /** How far a long run is, for the front door to show. */
  readonly progress: (done: number, total?: number) => void;
  /** What is done already; it stands in the outcome even when a later step fails. */
  readonly report: (results: Record<string, unknown>) => void;
  readonly signal: AbortSignal;
  readonly now: () => Date;
};

/** Of an action whose target is an identity: the one that was found, without credential configuration. */
export type IdentityActionContext = ActionContext & { readonly identity: Identity };

/** Of an action whose target is files. */
export type FilesActionContext = ActionContext & {
  readonly files: FilesWorld;
  /** Under which number it keeps what a later sitting wants; undefined where nothing is to be kept, as in a dry run. */
  readonly operation: string | undefined;
  /** Names the Kratos that is meant. */
  readonly host: string;
};

export type ActionSettings = {
  /** Schema id of administrators, from the context; `admin_v0` where it sets none. */
  readonly adminSchemaId: string;
};

export type Results = Record<string, unknown>;

type Shape = Readonly<Record<string, z.core.$ZodType>>;
type Typed<P extends Shape> = z.infer<z.ZodMiniObject<P>>;

/** One file in actions/: what it takes, what it answers, and the deed. */
export type Action = {
  readonly target: 'identity' | 'none' | 'files';
  readonly params: z.ZodMiniObject<Shape>;
  readonly results: z.ZodMiniObject<Shape>;
  readonly check: ActionCheck<never> | undefined;
  readonly run: (params: never, context: IdentityActionContext & FilesActionContext) => Promise<Results>;
  readonly undo: Undo<IdentityActionContext> | undefined;
  readonly undoEach?: UndoEach | undefined;
};

/** What a task did, as history has it: people masked, secrets only by their names. */
export type Done = {
  readonly params: Readonly<Record<string, unknown>>;
  readonly results: Results;
  readonly changes: readonly Change[];
  /** Whom it was about, or made; undefined where that is not known. */
  readonly identityId: string | undefined;
};

/**
 * How a completed task is undone; `context` is that of `run`, as things stand now. It fails with cannot-be-undone where
 * what was changed has changed since. A text is the sentence that says why there is no way.
 */
export type Undo<C> = string | ((done: Done, context: C) => Promise<Results>);

/**
 * What else must hold of the parameters: combinations, and the contents of secrets. It is asked before anything is
 * recorded, looked up, confirmed or sent, and refuses by throwing.
 */
export type ActionCheck<P> = (params: P, context: { readonly secrets: SecretReader }) => void | Promise<void>;

/**
 * An action on nothing in particular. `params` and `results` are zod shapes keyed in kebab-case; `params` must say
 * what actions.yaml says (a test compares them).
 */
export function defineAction<P extends Shape, R extends Shape>(definition: {
  readonly params: P;
  readonly results: R;
  readonly check?: ActionCheck<Typed<P>>;
  readonly run: (params: Typed<P>, context: ActionContext) => Promise<Typed<R>>;
  /** `identity` is the one that the task was about or made, where it still exists. */
  readonly undo?: Undo<ActionContext & { readonly identity: Identity | undefined }>;
}): Action {
  return {
    target: 'none',
    params: z.strictObject(definition.params),
    results: z.strictObject(definition.results),
    check: definition.check,
    run: definition.run,
    undo: definition.undo,
  };
}

/**
 * An action on one identity. The engine adds `identity-id` and `email` to the parameters, finds the identity,
 * asks for consent where the effect is destroy, and adds `identity-id` to the results.
 */
export function defineIdentityAction<P extends Shape, R extends Shape>(definition: {
  readonly params: P;
  readonly results: R;
  readonly check?: ActionCheck<Typed<P>>;
  readonly run: (params: Typed<P>, context: IdentityActionContext) => Promise<Typed<R>>;
  readonly undo?: Undo<IdentityActionContext>;
}): Action {
  return {
    target: 'identity',
    params: z.strictObject({ ...identityParams, ...definition.params }),
    results: z.strictObject({ 'identity-id': z.string(), ...definition.results }),
    check: definition.check,
    run: definition.run,
    undo: definition.undo,
  };
}

/**
 * An action on files: bare words are their names. It may be long: what it keeps under the number of its operation lets a
 * later sitting go on with it (`idp resume`), where it is run again with the same parameters and `files.isResumed`.
 */
export function defineFilesAction<P extends Shape, R extends Shape>(definition: {
  readonly params: P;
  readonly results: R;
  readonly check?: ActionCheck<Typed<P>>;
  readonly run: (params: Typed<P>, context: FilesActionContext) => Promise<Typed<R>>;
  readonly undo?: string;
  /** Where one task does many things: how each of them is undone. */
  readonly undoEach?: UndoEach;
}): Action {
  return {
    target: 'files',
    params: z.strictObject(definition.params),
    results: z.strictObject(definition.results),
    check: definition.check,
    run: definition.run,
    undo: definition.undo,
    undoEach: definition.undoEach,
  };
}

const identityParams = {
  'identity-id': z.optional(z.string().check(z.describe('Id of the identity; give this or email.'))),
  email: z.optional(
    z
      .string()
      .check(z.describe('E-mail address or any other credential identifier; give this or identity-id.')),
  ),
};
