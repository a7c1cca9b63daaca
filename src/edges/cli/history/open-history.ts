import type { Audit } from '../../../history/audit.ts';
import type { HistoryReader } from '../../../history/history-reader.ts';
import type { Host } from '../../../host/host.ts';

export type RecordedHistory = {
  readonly reader: HistoryReader;
  readonly audit: Pick<Audit, 'head' | 'verify' | 'records'>;
};

export async function openHistory(_host: Host): Promise<RecordedHistory> {
  throw new Error('not yet');
}
