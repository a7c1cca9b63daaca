import * as z from 'zod/mini';
import { IdpError } from '../../errors/idp-error.ts';
import { requireKnownFormat } from './store-document.ts';
import { protectionFile, readWhole, replaceWhole } from './store-folder.ts';

/** What keeps the key of a store: the keychain of the system, a passphrase, or a file that somebody looks after. */
export const protections = ['keychain', 'passphrase', 'key-file'] as const;
export type ProtectionKind = (typeof protections)[number];

const recipient = z.string().check(z.regex(/^age1[0-9a-z]{58}$/));

const protection = z.discriminatedUnion('protect', [
  z.strictObject({ format: z.literal(1), protect: z.literal('keychain'), recipient }),
  z.strictObject({
    format: z.literal(1),
    protect: z.literal('passphrase'),
    recipient,
    /** Beside this file: an age file that the passphrase opens, with the identity in it. */
    'identity-file': z.string().check(z.regex(/^identity-[0-9a-z]+\.age$/)),
  }),
  z.strictObject({
    format: z.literal(1),
    protect: z.literal('key-file'),
    recipient,
    'key-file': z.string(),
  }),
]);

/** How a store is protected; nothing in it is secret. `recipient` is the public half of the store's X25519 identity. */
export type Protection = Readonly<z.infer<typeof protection>>;

/** undefined where nothing was chosen yet. Fails with storage-failed. */
export function readProtection(folder: string): Protection | undefined {
  const file = protectionFile(folder);
  const bytes = readWhole(file);
  if (bytes === undefined) return undefined;
  const data = parseJson(bytes.toString('utf8'));
  requireKnownFormat(data, file);
  const parsed = protection.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new IdpError('storage-failed', `${file}, which says what protects the secret store, is malformed.`, {
    hint: 'Restore it from a backup; without it the store is opened with age and its key.',
  });
}

/** `beforeKept` comes last, and may still call it off. Throws as the file system does. */
export const writeProtection = (
  folder: string,
  chosen: Protection,
  beforeKept?: () => Promise<void>,
): Promise<void> =>
  replaceWhole(protectionFile(folder), `${JSON.stringify(chosen, undefined, 2)}\n`, beforeKept);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
