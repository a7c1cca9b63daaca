/** The public API, for people who write their own actions and run them from their own programs. */
export { defineAction, defineFilesAction, defineIdentityAction } from './engine/define-action.ts';
export type {
  Action,
  ActionCheck,
  ActionContext,
  ActionSettings,
  Done,
  FilesActionContext,
  IdentityActionContext,
  Results,
  Undo,
} from './engine/define-action.ts';
export type { FilesWorld } from './engine/files-world.ts';
export { fileName, goDuration, secretReference, secretResult } from './engine/parameter-kinds.ts';
export { runAction } from './engine/run-action.ts';
export { runMany } from './engine/run-many.ts';
export { resumeMany } from './engine/resume-many.ts';
export type { ResumeRequest } from './engine/resume-many.ts';
export { undoOperation } from './engine/undo-operation.ts';
export type { UndoRequest } from './engine/undo-operation.ts';
export type { EachTarget, EachUndoing, UndoChoices, UndoEach } from './engine/undo-each.ts';
export { maskTarget } from './engine/mask-target.ts';
export type {
  EndedTask,
  GivenTarget,
  ManyConsent,
  ManyCounts,
  ManyEvents,
  ManyProgress,
  ManyRequest,
  RecordedWhere,
  Targets,
} from './engine/many.ts';
export type { AskCount, CountQuestion } from './engine/consent-for-many.ts';
export type { ActionRequest, Connection, EngineWorld, LookingWorld } from './engine/engine-world.ts';
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
export type {
  Asker,
  Change,
  History,
  NewOperation,
  SentRequest,
  Status,
  TaskEnd,
  TaskLogLine,
} from './history/history.ts';
export type {
  HistoryReader,
  OperationFilter,
  OperationRecord,
  TaskRecord,
  Timing,
} from './history/history-reader.ts';
export { Secret } from './secrets/secret.ts';
export type { SecretContent, SecretReader, SecretStore } from './secrets/secret-store.ts';
