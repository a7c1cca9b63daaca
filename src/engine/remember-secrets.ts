import type { EchoMask } from '../kratos/echo-mask.ts';
import type { SecretReader } from '../secrets/secret-store.ts';

/**
 * A reader of secrets, and what takes the secrets that it read out of a text, also those that were sent nowhere: a handler
 * may fail in words, or a library's, that hold one. Undefined as long as none was read.
 */
export function rememberSecrets(read: SecretReader): {
  readonly read: SecretReader;
  readonly mask: () => ((text: string) => string) | undefined;
} {
  let known: EchoMask | undefined;
  return {
    async read(reference) {
      const content = await read(reference);
      known ??= (await import('../kratos/echo-mask.ts')).createEchoMask();
      for (const secret of Object.values(content)) {
        const value = secret.reveal();
        // What people think up may be a word of every sentence, and masking it would tell which.
        if (value.length >= shortest) known.add(value, true);
      }
      return content;
    },
    mask: () => known?.mask,
  };
}

const shortest = 8;
