import type { HookKind } from '../hook/hook-kinds.ts';
import type { Conversion } from './conversion.ts';

/** For the migration hook; `why` says why Kratos cannot hold it, as a whole clause without a full stop. */
export function toHook(kind: HookKind, hash: string, why: string, caution?: string): Conversion {
  const reason = `${why}; the password migration hook verifies it (idp password-hook serve)`;
  return caution === undefined
    ? { to: 'hook', kind, hash, reason }
    : { to: 'hook', kind, hash, reason, caution };
}
