import * as z from 'zod/mini';
import { defineFilesAction } from '../src/engine/define-action.ts';
import { fileName, goDuration } from '../src/engine/parameter-kinds.ts';
import { onConflicts } from '../src/transfer/import/import-settings.ts';
import { importIdentities } from '../src/transfer/import/import-identities.ts';
import { conversionParameters } from '../src/transfer/read/conversion-parameters.ts';

const count = z.int().check(z.minimum(0));
const described = (description: string) => fileName().check(z.describe(description));

export default defineFilesAction({
  params: {
    files: z
      .array(fileName())
      .check(z.describe('Files of identities, packed with gzip or zstd or not; - is standard input.')),
    ...conversionParameters,
    validate: z._default(
      z.boolean().check(z.describe('Check every row and stop there; nothing is sent.')),
      false,
    ),
    'on-conflict': z._default(
      z.enum(onConflicts).check(z.describe('What happens to a row of which Kratos has an identity already.')),
      'reject',
    ),
    'update-credentials': z._default(
      z
        .boolean()
        .check(z.describe('Whether on-conflict=update also replaces passwords, links and second factors.')),
      false,
    ),
    'hash-passwords': z.optional(
      z
        .enum(['bcrypt', 'argon2id'])
        .check(z.describe('Hash plain passwords here, on all cores, rather than in Kratos.')),
    ),
    'max-concurrency': z._default(
      z
        .int()
        .check(z.minimum(1), z.maximum(256), z.describe('Requests at once, at most; how many is found out.')),
      16,
    ),
    'max-rate': z.optional(z.number().check(z.minimum(0.1), z.describe('Rows a second, at most.'))),
    protect: z.optional(
      z
        .int()
        .check(
          z.minimum(1),
          z.maximum(600_000),
          z.describe('Slow down so that 95 of 100 reads of Kratos take less than so many milliseconds.'),
        ),
    ),
    'max-reject-share': z.optional(
      z
        .number()
        .check(
          z.minimum(0),
          z.maximum(1),
          z.describe('Stop when more than this share of the rows is rejected, such as 0.05.'),
        ),
    ),
    'give-up-after': z._default(
      goDuration().check(z.describe('How long Kratos may be away before the import stops, a Go duration.')),
      '2m',
    ),
    rejects: z.optional(
      described('Where rejected rows are written; else NAME.rejects.jsonl beside the first file.'),
    ),
    'id-map': z.optional(described('Where old ids and the ids in Kratos are written, CSV or JSON lines.')),
    report: z.optional(described('Where a page about the import is written, HTML.')),
  },
  results: {
    read: count,
    created: count,
    updated: count,
    unchanged: count,
    skipped: count,
    rejected: count,
    uncertain: count,
    changed: z.boolean(),
    /** With validate alone: what was found. */
    checked: z.optional(z.record(z.string(), z.unknown())),
  },
  run: importIdentities,
  async undoEach(operation, folder, choices) {
    const { undoImport } = await import('../src/transfer/verify/undo-import.ts');
    return undoImport(operation, folder, choices);
  },
});
