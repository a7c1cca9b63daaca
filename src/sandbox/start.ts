import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createClock } from './clock.ts';
import type { SandboxContext } from './context.ts';
import { registerCourierRoutes } from './courier.ts';
import { openDatabase } from './database.ts';
import { registerHealthRoutes } from './health.ts';
import { registerIdentityRedirects } from './identities/redirects.ts';
import { registerIdentityRoutes } from './identities/routes.ts';
import { createKratosServer } from './kratos-server.ts';
import type { MigrationHook } from './login/migration-hook.ts';
import { registerPublicRedirects } from './public/admin-redirects.ts';
import { registerMetricsRoute } from './metrics.ts';
import { registerPublicRoutes } from './public/routes.ts';
import { registerRecoveryRoutes } from './recovery/routes.ts';
import { adminV0Schema } from './schemas/admin-v0.ts';
import { createSchemaCatalog, type IdentitySchema } from './schemas/catalog.ts';
import { defaultSchema } from './schemas/default.ts';
import { registerSessionRoutes } from './sessions/routes.ts';

export interface SandboxOptions {
  /** A file, or `:memory:`. */
  database: string;
  /** 0 or absent: any free port. */
  adminPort?: number;
  publicPort?: number;
  /** In this order, the first being the default. Without it: `default` and `admin_v0`. */
  schemas?: readonly IdentitySchema[];
  recoveryUrl?: string;
  settingsUrl?: string;
  allowedReturnUrls?: readonly string[];
  /** Cost of the bcrypt hashes it makes, 4 to 31. Default 12, as Kratos. */
  bcryptCost?: number;
  /** Without it a login of who needs one is 500, as in a Kratos where none is configured. */
  migrationHook?: MigrationHook;
  now?: () => Date;
  /**
   * Fills the database. It begins when both ports are bound, so that a port that is taken is found out first, and what
   * is asked before it ends is answered afterwards. When it fails, so does the start.
   */
  fill?: (context: SandboxContext) => Promise<void>;
}

export interface Sandbox {
  readonly adminUrl: string;
  readonly publicUrl: string;
  close(): Promise<void>;
}

/**
 * Starts the embedded Kratos on two ports of 127.0.0.1 and resolves when both answer.
 * Throws when the database cannot be opened or a port is taken; then nothing is left open.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const context = createContext(options);
  const admin = createKratosServer('admin');
  const publicPort = createKratosServer('public');
  const filled = options.fill && Promise.withResolvers<void>();
  const close = async (): Promise<void> => {
    await Promise.all([admin.close(), publicPort.close()]);
    if (context.db.isOpen) context.db.close();
  };
  try {
    if (filled !== undefined) {
      for (const server of [admin, publicPort]) server.addHook('onRequest', () => filled.promise);
    }
    registerHealthRoutes(admin, publicPort);
    registerIdentityRoutes(admin, context);
    registerIdentityRedirects(publicPort, context);
    registerSessionRoutes(admin, context);
    registerRecoveryRoutes(admin, context);
    registerPublicRedirects(admin, context);
    registerPublicRoutes(publicPort, context);
    registerCourierRoutes(admin, publicPort, context);
    registerMetricsRoute(admin, context);
    context.urls.admin = await listen(admin, options.adminPort ?? 0);
    context.urls.public = await listen(publicPort, options.publicPort ?? 0);
    await options.fill?.(context);
    filled?.resolve();
  } catch (error) {
    await close();
    throw error;
  }
  return { adminUrl: context.urls.admin, publicUrl: context.urls.public, close };
}

function createContext(options: SandboxOptions): SandboxContext {
  const schemas =
    options.schemas === undefined
      ? createSchemaCatalog(builtInSchemas, { lazily: true })
      : createSchemaCatalog(options.schemas);
  return {
    db: openDatabase(options.database),
    schemas,
    urls: {
      admin: '',
      public: '',
      recoveryUi: options.recoveryUrl ?? 'http://127.0.0.1:4455/recovery',
      settingsUi: options.settingsUrl ?? 'http://127.0.0.1:4455/settings',
      allowedReturnUrls: options.allowedReturnUrls ?? ['http://127.0.0.1:4455'],
    },
    clock: createClock(options.now),
    bcryptCost: options.bcryptCost ?? 12,
    migrationHook: options.migrationHook,
  };
}

const builtInSchemas: readonly IdentitySchema[] = [
  { id: 'default', schema: defaultSchema },
  { id: 'admin_v0', schema: adminV0Schema },
];

async function listen(server: FastifyInstance, port: number): Promise<string> {
  await server.listen({ host: '127.0.0.1', port });
  const address = server.server.address() as AddressInfo;
  return `http://127.0.0.1:${address.port}`;
}
