import { startSandbox } from '../../../src/sandbox/start.ts';
import { recordedSchemas } from '../../contract/exchange.ts';

/** Runs the work against an empty sandbox with the schemas of the recorded exchanges. */
export async function useSandbox<T>(
  work: (adminUrl: string) => Promise<T>,
  database = ':memory:',
): Promise<T> {
  const sandbox = await startSandbox({ database, schemas: recordedSchemas(), bcryptCost: 4 });
  try {
    return await work(sandbox.adminUrl);
  } finally {
    await sandbox.close();
  }
}
