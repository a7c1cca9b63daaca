import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { MigrationHook } from './login/migration-hook.ts';
import type { SchemaCatalog } from './schemas/catalog.ts';
import type { SandboxUrls } from './urls.ts';

/** What every route of the embedded Kratos works with. */
export interface SandboxContext {
  readonly db: Database;
  readonly schemas: SchemaCatalog;
  readonly urls: SandboxUrls;
  readonly clock: Clock;
  readonly bcryptCost: number;
  readonly migrationHook: MigrationHook | undefined;
}
