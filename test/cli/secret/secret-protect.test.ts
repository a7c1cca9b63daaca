import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretUser, type SecretUser } from './secret-user.ts';

let user: SecretUser;
beforeEach(() => (user = createSecretUser()));
afterEach(() => user.leave());

describe('idp secret protect', () => {
  it('gives the store another key, says what is left of the old one, and notes it', async () => {
    await user.add('ada');
    const other = join(user.home, 'other.txt');
    const { exit, stdout, stderr } = await user.ask(`protect --key-file ${other}`);
    expect({ exit, answer: JSON.parse(stdout) as unknown }).toEqual({
      exit: 0,
      answer: { protect: 'key-file', before: 'key-file', changed: true },
    });
    expect(stderr).toBe(
      `The old key, which opens the store no longer, still lies in the key file ${user.keyFile}.\n`,
    );
    writeFileSync(user.keyFile, 'gone');
    expect((await user.ask('show ada')).exit).toBe(0);
    expect(user.audited().at(-1)).toMatchObject({
      event: 'secret-store-protected',
      fields: { before: 'key-file', after: 'key-file', recipient: expect.stringMatching(/^age1/) as unknown },
    });
  });

  it('takes a new passphrase from a variable of its own, never that of the old one', async () => {
    await user.add('ada');
    const line = 'secret protect --protect passphrase --format json';
    const none = await user.call(line, { env: { IDP_SECRETS_PASSPHRASE: 'old' } });
    expect({ exit: none.exit, error: none.outcome.error }).toEqual({
      exit: 2,
      error: {
        code: 'usage',
        message: 'There is no new passphrase, and nobody can be asked for it here.',
        hint: 'Set IDP_SECRETS_NEW_PASSPHRASE in the environment of this command.',
      },
    });
    const changed = await user.call(line, { env: { IDP_SECRETS_NEW_PASSPHRASE: 'new' } });
    expect(changed.exit).toBe(0);
    const shown = await user.call('secret show ada', { env: { IDP_SECRETS_PASSPHRASE: 'new' } });
    expect(shown.exit).toBe(0);
  }, 60_000);

  it('of a store that there is not, or that does not open, changes nothing', async () => {
    const early = await user.ask(`protect --key-file ${user.keyFile}`);
    expect({ exit: early.exit, message: early.outcome.error?.message }).toEqual({
      exit: 3,
      message: 'There is no secret store yet.',
    });
    await user.add('ada');
    writeFileSync(user.keyFile, await generateX25519Identity());
    expect(
      (await user.ask(`protect --key-file ${join(user.home, 'other.txt')}`)).outcome.error,
    ).toMatchObject({
      code: 'secret-store-locked',
      message: `The key file ${user.keyFile} holds another key than the secret store's.`,
    });
  });

  it.each([
    ['--protect key-file', '--protect key-file needs --key-file PATH.'],
    ['--protect keychain --key-file x', '--key-file names the file of --protect key-file.'],
    ['', 'It is not said what is to protect the secret store.'],
  ])('%s is no choice', async (words, said) => {
    await user.add('ada');
    expect((await user.ask(`protect ${words}`.trim())).outcome.error?.message).toBe(said);
  });
});
