import { startSandbox } from '../../src/sandbox/start.ts';
import { recordedSchemas } from './exchange.ts';
import { send } from './send.ts';

export interface ServerUnderTest {
  /** Whether it is a real Kratos rather than the sandbox. */
  readonly isReal: boolean;
  /** Runs the work against an empty server with the configuration that was recorded. */
  use<T>(work: (urls: { admin: string; public: string }) => Promise<T>): Promise<T>;
}

/**
 * A sandbox of its own for every use; or, when IDP_TEST_ADMIN_URL and IDP_TEST_PUBLIC_URL are set, that
 * server. All identities of that server are deleted.
 */
export function serverUnderTest(environment: NodeJS.ProcessEnv = process.env): ServerUnderTest {
  const admin = environment['IDP_TEST_ADMIN_URL']?.replace(/\/$/, '');
  const publicUrl = environment['IDP_TEST_PUBLIC_URL']?.replace(/\/$/, '');
  if (admin === undefined || publicUrl === undefined) return { isReal: false, use: useSandbox };
  return {
    isReal: true,
    async use(work) {
      await deleteAllIdentities(admin);
      return work({ admin, public: publicUrl });
    },
  };
}

async function useSandbox<T>(work: (urls: { admin: string; public: string }) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox({ database: ':memory:', schemas: recordedSchemas(), bcryptCost: 4 });
  try {
    return await work({ admin: sandbox.adminUrl, public: sandbox.publicUrl });
  } finally {
    await sandbox.close();
  }
}

async function deleteAllIdentities(adminUrl: string): Promise<void> {
  const page = await send(adminUrl, { method: 'GET', path: '/admin/identities?page_size=250' });
  const identities = page.body as { id: string }[];
  for (const { id } of identities) {
    await send(adminUrl, { method: 'DELETE', path: `/admin/identities/${id}` });
  }
  if (identities.length > 0) await deleteAllIdentities(adminUrl);
}
