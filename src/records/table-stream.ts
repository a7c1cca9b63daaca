import type { ByteWindow } from './byte-window.ts';
import type { InputFile } from './input-file.ts';
import type { RecordStream } from './record.ts';
import type { TableRecords } from './table-records.ts';

/** What a table has taken, block by block, until the end of its file or a fatal problem; then the file is closed. */
export async function* tableStream(
  file: InputFile,
  window: ByteWindow,
  table: TableRecords,
  takeBlock: () => 'end' | 'more' | 'go-on',
): RecordStream {
  try {
    for (let next = takeBlock(); ; next = takeBlock()) {
      const items = table.taken();
      if (items.length > 0) yield items;
      if (items.some((item) => 'problem' in item && item.problem.fatal)) return;
      if (next === 'end') break;
      if (next === 'more') await window.grow();
    }
    if (window.failure !== undefined) {
      const { code, message } = window.failure;
      table.takeProblem(window.line, code, message, { fatal: true });
      yield table.taken();
    }
  } finally {
    file.close();
  }
}
