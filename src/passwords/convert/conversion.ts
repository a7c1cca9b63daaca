import type { HookKind } from '../hook/hook-kinds.ts';

/**
 * What becomes of the password hash of another system. Nothing in here is thrown, and no `reason` or `caution`
 * repeats anything of the hash.
 * - `kratos`: Kratos v26.2.0 imports `hash` and can match it. `caution` is what an operator should know all the same.
 * - `hook`: only the password migration hook can verify it; `hash` is its text for a file of the hook.
 * - `plain`: the source holds the password itself, which Kratos hashes when it is imported as `config.password`.
 * - `nothing`: the source says that there is no usable password.
 * - `refused`: it cannot be converted. `reason` names the field that is wrong and says what would do.
 */
export type Conversion =
  | { to: 'kratos'; hash: string; caution?: string }
  | { to: 'hook'; kind: HookKind; hash: string; reason: string; caution?: string }
  | { to: 'plain'; password: string; reason: string }
  | { to: 'nothing'; reason: string }
  | { to: 'refused'; reason: string };

export function nothing(reason: string): Conversion {
  return { to: 'nothing', reason };
}

export function refused(reason: string): Conversion {
  return { to: 'refused', reason };
}

/** The same with one thing more that an operator should know; of no meaning where nothing came of it. */
export function withCaution(conversion: Conversion, caution: string): Conversion {
  if (conversion.to !== 'kratos' && conversion.to !== 'hook') return conversion;
  const others = conversion.caution === undefined ? '' : `; ${conversion.caution}`;
  return { ...conversion, caution: `${caution}${others}` };
}
