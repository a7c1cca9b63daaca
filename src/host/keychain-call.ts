import { AsyncEntry } from '@napi-rs/keyring';

/**
 * A program of its own: one call of the system's keychain, read from standard input as JSON; the answer, as JSON, is
 * printed. keychain.ts starts it, because a native call that hangs keeps its process alive, even through process.exit().
 */
export type KeychainCall = {
  readonly service: string;
  readonly account: string;
} & ({ readonly call: 'get' | 'remove' } | { readonly call: 'set'; readonly value: string });

/** `failed` is what the keychain said of it. */
export type KeychainAnswer = { readonly value: string | null } | { readonly failed: string };

async function answer(asked: KeychainCall): Promise<KeychainAnswer> {
  try {
    // The package's keytar.js cannot be told that: without a Secret Service it takes the kernel's keyring, and a
    // restart of the machine would lose the only key of a store.
    const entry = new AsyncEntry(asked.service, asked.account, { linux: { store: 'secret-service' } });
    if (asked.call === 'get') return { value: (await entry.getPassword()) ?? null };
    if (asked.call === 'set') await entry.setPassword(asked.value);
    else await entry.deletePassword();
    return { value: null };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

async function run(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as KeychainCall;
  process.stdout.write(JSON.stringify(await answer(asked)));
}

void run();
