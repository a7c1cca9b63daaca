import type { HistoryReader } from '../history/history-reader.ts';
import type { Asker, History } from '../history/history.ts';
import type { Transport } from '../kratos/transport.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Catalog } from './catalog.ts';
import type { AskCount } from './consent-for-many.ts';
import type { Action, ActionSettings } from './define-action.ts';
import type { FilesWorld } from './files-world.ts';
import type { LogLine } from './outcome.ts';
import type { ParameterInput } from './parameters.ts';
import type { AskConsent, Consent } from './policy.ts';
import type { UndoChoices } from './undo-each.ts';

/** What a front door asks for, in the words it was given. */
export type ActionRequest = {
  readonly action: string;
  readonly input: ParameterInput;
  readonly dryRun: boolean;
  readonly consent: Consent;
  /** Look an address up beyond credential identifiers. */
  readonly scan: boolean;
  readonly reason: string | undefined;
  /** Of an undoing that is taken up: what it was asked to include. */
  readonly undo?: UndoChoices;
};

/** Which Kratos answers. `host` names it in prompts and records. */
export type Connection = {
  readonly transport: Transport;
  readonly adminUrl: string;
  readonly host: string;
  readonly context: string | null;
  /** Whether certificates are not verified. */
  readonly insecure?: boolean;
  readonly settings: ActionSettings;
};

/** All that the engine works with; a front door puts it together once. */
export type EngineWorld = {
  readonly catalog: Catalog;
  readonly loadAction: (name: string) => Promise<Action>;
  readonly connect: () => Promise<Connection>;
  readonly secrets: SecretStore;
  readonly history: History;
  readonly asker: Asker;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** For actions whose target is files; absent where a front door has none to give. */
  readonly files?: FilesWorld | undefined;
  readonly ask?: AskConsent | undefined;
  /** As `ask`, where a run is about many. */
  readonly askCount?: AskCount | undefined;
  readonly onLog?: ((line: LogLine) => void) | undefined;
  /** What the one who asks has to know, also where log lines are not wanted; onLog where absent. */
  readonly onWarning?: ((line: LogLine) => void) | undefined;
  readonly onProgress?: ((done: number, total?: number) => void) | undefined;
};

/** What works on an earlier operation needs to look at it. */
export type LookingWorld = EngineWorld & {
  readonly reader: HistoryReader;
  /** Where actions keep what they did, under the numbers of operations; absent where a front door has no such place. */
  readonly operationsFolder?: string | undefined;
};
