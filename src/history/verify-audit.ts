import type { AuditVerdict } from './audit.ts';
import type { HistoryFile } from './history-file.ts';
import { noHash } from './audit-chain.ts';
import { Broken } from './broken-chain.ts';
import { verifyChain } from './verify-chain.ts';
import { verifyOperations } from './verify-operations.ts';
import { verifyTasks } from './verify-tasks.ts';

/**
 * Reads the chain from its beginning, then holds history's tables against it. A page at a time, so that memory does not
 * grow with the chain and other processes may write meanwhile; what they write then is left to the next time.
 * `head` is a hash that was kept elsewhere.
 */
export async function verifyAudit(file: HistoryFile, head: string | undefined): Promise<AuditVerdict> {
  const wanted = head?.trim().toLowerCase();
  try {
    const chain = await verifyChain(file, wanted);
    if (wanted !== undefined && wanted !== noHash && !chain.wantedIsThere) {
      throw new Broken(
        chain.head.number,
        'the head that was kept is not in the chain: it was cut or replaced since',
      );
    }
    await verifyOperations(file, chain);
    await verifyTasks(file, chain);
    return { intact: true, head: chain.head };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { intact: false, number: error.number, problem: error.problem };
  }
}
