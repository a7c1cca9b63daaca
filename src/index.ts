/** The public API, for people who write their own actions and run them from their own programs. */
export { defineAction, defineIdentityAction } from './engine/define-action.ts';
export type {
  Action,
  ActionCheck,
  ActionContext,
  ActionSettings,
  IdentityActionContext,
  Results,
} from './engine/define-action.ts';
export { goDuration, secretReference, secretResult } from './engine/parameter-kinds.ts';
export { runAction } from './engine/run-action.ts';
export type { ActionRequest, Connection, EngineWorld } from './engine/engine-world.ts';
export type { Catalog, CatalogEntry, Effect, ParameterSchema, Target } from './engine/catalog.ts';
export type { LogLine, Outcome, OutcomeError } from './engine/outcome.ts';
export type { ParameterInput } from './engine/parameters.ts';
export type { ConsentQuestion } from './engine/consent-question.ts';
export type { AskConsent, Consent } from './engine/policy.ts';
export type { ErrorCode } from './errors/error-table.ts';
export { IdpError } from './errors/idp-error.ts';
export type { ErrorDetails, IdpErrorOptions } from './errors/idp-error.ts';
export type { CredentialKind, KratosAdmin } from './kratos/admin.ts';
export type { KratosAnswer, KratosRequest, Transport } from './kratos/transport.ts';
export type { History } from './history/history.ts';
export { Secret } from './secrets/secret.ts';
export type { SecretContent, SecretReader, SecretStore } from './secrets/secret-store.ts';
