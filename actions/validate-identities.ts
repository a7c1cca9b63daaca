import * as z from 'zod/mini';
import { IdpError } from '../src/errors/idp-error.ts';
import { defineFilesAction } from '../src/engine/define-action.ts';
import { fileName } from '../src/engine/parameter-kinds.ts';
import { validateIdentities } from '../src/transfer/check/validate-identities.ts';
import { conversionParameters } from '../src/transfer/read/conversion-parameters.ts';

const count = z.int().check(z.minimum(0));

export default defineFilesAction({
  params: {
    files: z.optional(
      z
        .array(fileName())
        .check(z.describe('Files of identities, packed with gzip or zstd or not; - is standard input.')),
    ),
    ...conversionParameters,
    live: z._default(z.boolean().check(z.describe('Check what Kratos has, rather than files.')), false),
  },
  results: {
    read: count,
    rejected: count,
    problems: z.array(z.record(z.string(), z.unknown())),
    passwords: z.optional(z.record(z.string(), count)),
    schemas: z.optional(z.record(z.string(), count)),
    links: z.optional(z.record(z.string(), count)),
    stripped: z.optional(z.record(z.string(), count)),
    identities: z.optional(z.array(z.record(z.string(), z.unknown()))),
  },
  check({ files, live }) {
    if (live === (files === undefined)) return;
    throw new IdpError(
      'usage',
      live
        ? 'With live, Kratos itself is checked, and no files.'
        : 'validate-identities wants files, or live=true to check what Kratos has.',
      { hint: 'idp validate people.jsonl, or idp validate --live.' },
    );
  },
  run: validateIdentities,
});
