import type { KratosRequest } from './transport.ts';

/**
 * Whether a read shows an identity that a write of the same task may be about: itself, its sessions, or a look-up of
 * somebody's identifier. A list of everybody is none, and is neither kept nor read.
 */
export const isLook = ({ path, side }: KratosRequest): boolean =>
  side !== 'public' &&
  (path.startsWith('/admin/identities/') || /^\/admin\/identities\?(.*&)?credentials_identifier=/.test(path));
