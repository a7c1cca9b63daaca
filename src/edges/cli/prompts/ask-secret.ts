import { toIdpError } from '../../../errors/idp-error.ts';
import type { Choice, Prompts } from '../../../host/prompts/prompts.ts';
import { passwordFault } from '../../../secrets/password-secret.ts';
import { isSecretReference } from '../../../secrets/secret-name.ts';
import type { LockedSecrets, SecretStore } from '../../../secrets/secret-store.ts';
import { Secret } from '../../../secrets/secret.ts';
import type { Asking } from './asking.ts';

/** A secret by its reference, one typed for this run alone, or neither: the parameter is left out. */
export type SecretAnswer = { readonly reference?: string; readonly typed?: Secret };

/**
 * Where a secret comes from. Leaving it out, which is what a pipe does, comes first where the action allows it; then
 * the secrets that this action may read, another one by its name, and for a password one that is typed now.
 */
export async function askSecret(
  prompts: Prompts,
  { entry, name, signal }: Asking,
  secrets: SecretStore,
): Promise<SecretAnswer> {
  const isPassword = name === passwordParameter;
  let names = await secrets.offered(entry.name);
  let locked = await secrets.locked?.(entry.name);
  for (;;) {
    const choices: Choice<SecretAnswer | 'named' | 'typed' | LockedSecrets>[] = [
      ...(entry.required.includes(name) ? [] : [leftOut(isPassword)]),
      ...names.map((reference) => ({ name: `the secret ${reference}`, value: { reference } })),
      ...(locked === undefined ? [] : [unlocked(locked)]),
      { name: 'another secret, by its name or id', value: 'named' },
      ...(isPassword ? [typedNow] : []),
    ];
    const about = entry.params[name]?.description;
    const chosen = await prompts.select({ about, message: `${name}:`, choices, signal });
    if (chosen === 'typed') return { typed: await askNewPassword(prompts, signal) };
    if (chosen === 'named') return { reference: await askName(prompts, signal) };
    if (!('unlock' in chosen)) return chosen;
    try {
      names = [...new Set([...names, ...(await chosen.unlock())])];
      locked = undefined;
    } catch (thrown) {
      const error = toIdpError(thrown);
      if (error.code !== 'secret-store-locked') throw error;
      locked = { ...chosen, why: error.message };
    }
  }
}

const passwordParameter = 'password-secret-id';

const typedNow = {
  name: 'a password typed now',
  value: 'typed',
  description: 'for this run only: it is kept nowhere',
} as const;

function leftOut(isPassword: boolean): Choice<SecretAnswer> {
  return { name: isPassword ? 'none: make a recovery code' : 'none', value: {} };
}

function unlocked(locked: LockedSecrets): Choice<LockedSecrets> {
  return { name: 'a secret of the encrypted store', value: locked, description: locked.why };
}

async function askName(prompts: Prompts, signal: AbortSignal): Promise<string> {
  const reference = await prompts.input({ message: 'name or id of the secret:', signal, fault: nameFault });
  return reference.trim();
}

/** Masked, and twice, because nobody sees what was typed. */
async function askNewPassword(prompts: Prompts, signal: AbortSignal): Promise<Secret> {
  let about: string | undefined;
  for (;;) {
    const first = await prompts.password({ about, message: 'new password:', signal, fault: faultIn });
    const second = await prompts.password({ message: 'the same once more:', signal });
    if (first === second) return new Secret(first);
    about = 'The two were not the same. Type it twice again.';
  }
}

function faultIn(password: string): string | undefined {
  const fault = passwordFault(password);
  return fault === undefined ? undefined : `The password ${fault}.`;
}

const nameFault = (typed: string): string | undefined =>
  isSecretReference(typed)
    ? undefined
    : 'A secret is named by lower-case letters, digits, - and _: its name is wanted, never its value.';
