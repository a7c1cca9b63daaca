import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createAdmin, type KratosAdmin } from '../../../src/kratos/admin.ts';
import { createTransport } from '../../../src/kratos/transport.ts';
import { identityDigest } from '../../../src/transfer/digest/identity-digest.ts';
import type { EndedRow, ImportJournal } from '../../../src/transfer/journal/import-journal.ts';
import type { Completion, ReadyRow } from '../../../src/transfer/import/import-row.ts';
import { createImportJournal } from '../../../src/transfer/journal/open-import-journal.ts';
import { startKratos, type KratosUnderTest } from '../../actions/kratos-under-test.ts';

export type Create = ReadyRow['create'];

export type ImportedRow = {
  readonly create: Create;
  readonly completion?: Completion;
  /** Created unless told otherwise; `sending` for one that is under way. */
  readonly end?: EndedRow['end'] | 'sending';
};

/** A Kratos, and a folder of journals of imports into it. */
export type ImportScene = {
  readonly kratos: KratosUnderTest;
  readonly admin: KratosAdmin;
  readonly folder: string;
  /**
   * What an import would leave: the identities of these rows in Kratos, those that are uncertain too, and its journal. Gives
   * the ids in the order of the rows.
   */
  imported(operation: string, rows: readonly ImportedRow[]): Promise<string[]>;
};

/** One for all tests of a file. */
export function useImportScene(): { readonly scene: ImportScene } {
  let scene: ImportScene;
  let kratos: KratosUnderTest;
  const folder = mkdtempSync(join(tmpdir(), 'idp-imported-'));
  beforeAll(async () => {
    kratos = await startKratos();
    const { adminUrl, publicUrl } = kratos;
    const { signal } = new AbortController();
    const transport = createTransport({ adminUrl, publicUrl, timeoutMs: 5000, signal, userAgent: 'test' });
    scene = {
      kratos,
      admin: createAdmin(transport, adminUrl),
      folder,
      imported: (operation, rows) => imported(kratos, createImportJournal(folder, operation, {}), rows),
    };
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await kratos.close();
  });
  return {
    get scene() {
      return scene;
    },
  };
}

/** The same into any journal, which is closed then. */
export async function imported(
  kratos: KratosUnderTest,
  journal: ImportJournal<unknown>,
  rows: readonly ImportedRow[],
): Promise<string[]> {
  const ids: string[] = [];
  try {
    for (const [at, { create, completion, end = 'created' }] of rows.entries()) {
      const position = at + 1;
      const sent = {
        position,
        file: 'people.jsonl',
        record: position,
        line: position,
        patchId: undefined,
        oldId: undefined,
        checksum: 0,
        digest: identityDigest(create, completion),
        wasAbsent: true,
        isToBeCompleted: completion !== undefined,
      };
      journal.beginSending([sent], Date.now());
      const { id } = await kratos.createIdentity({ ...create });
      ids.push(id);
      if (end !== 'sending') journal.end([{ position, end, identityId: id }], []);
    }
    if (rows.every(({ end }) => end !== 'sending')) journal.finish();
  } finally {
    journal.close();
  }
  return ids;
}
