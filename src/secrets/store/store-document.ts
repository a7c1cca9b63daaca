import * as z from 'zod/mini';
import { IdpError } from '../../errors/idp-error.ts';
import { Secret, stringifyRevealed } from '../secret.ts';
import { isSecretId } from '../secret-id-form.ts';

const revision = z.strictObject({
  revision: z.int().check(z.positive()),
  created: z.string(),
  content: z.pipe(
    z.record(z.string(), z.string()),
    z.transform((texts) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, new Secret(text)])),
    ),
  ),
});

const storedSecret = z.strictObject({
  id: z.string().check(z.refine(isSecretId)),
  name: z.string(),
  info: z.nullable(z.string()),
  created: z.string(),
  updated: z.string(),
  /** The highest number ever given: none is given twice. */
  lastRevision: z.int().check(z.positive()),
  /** Actions that may read it, `connect` for the credentials of contexts, `*` for all. */
  grants: z.array(z.string()),
  /** By number ascending; the last one is what is read. */
  revisions: z.array(revision).check(z.minLength(1)),
});

const storeDocument = z.strictObject({ format: z.literal(1), secrets: z.array(storedSecret) });

/** Everything in the store. Times are ISO 8601 in UTC. */
export type StoreDocument = { readonly secrets: readonly StoredSecret[] };
export type StoredSecret = Readonly<z.infer<typeof storedSecret>>;
export type Revision = Readonly<z.infer<typeof revision>>;

/** Reads the text that is encrypted in the store's file. Fails with storage-failed; nothing of the text is repeated. */
export function parseStoreDocument(text: string, file: string): StoreDocument {
  const data = parseJson(text);
  requireKnownFormat(data, file);
  const parsed = storeDocument.safeParse(data);
  if (parsed.success) return { secrets: parsed.data.secrets };
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new IdpError(
    'storage-failed',
    `The secret store ${file} was decrypted, but it is malformed${where === '' ? '' : ` at ${where}`}.`,
    { hint: 'Nothing was read or changed. Restore the file from a backup.' },
  );
}

export const storeDocumentText = ({ secrets }: StoreDocument): string =>
  stringifyRevealed({ format: 1, secrets });

/** What a newer idp wrote is told apart from what is damaged. Fails with storage-failed. */
export function requireKnownFormat(data: unknown, file: string): void {
  const format = (data as { format?: unknown } | null | undefined)?.format;
  if (typeof format !== 'number' || format <= 1) return;
  throw new IdpError(
    'storage-failed',
    `${file} was written by a newer idp, in format ${format}; this one knows format 1.`,
    { hint: 'Nothing was read or changed. Use the newer idp.' },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
