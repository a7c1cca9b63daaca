import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { SchemaCatalog } from './schemas/catalog.ts';

/** What every route of the embedded Kratos works with. */
export interface SandboxContext {
  readonly db: Database;
  readonly schemas: SchemaCatalog;
  readonly urls: SandboxUrls;
  readonly clock: Clock;
  readonly bcryptCost: number;
}

export interface SandboxUrls {
  /** Base URLs without a trailing slash. Empty until both ports are bound, so read them per request. */
  admin: string;
  public: string;
  readonly recoveryUi: string;
  readonly settingsUi: string;
  readonly allowedReturnUrls: readonly string[];
}
