import { nearestNames } from '../errors/nearest-names.ts';
import { parseFieldPath } from './field-path.ts';

/** `map` says where a value comes from, `set` gives everybody the same. */
export type TargetUse = 'map' | 'set';

/** What is wrong with a target as one sentence without its full stop, or undefined. */
export function targetFault(target: string, use: TargetUse): string | undefined {
  const [head = '', ...below] = parseFieldPath(target) ?? [];
  if (head === '' || target.includes('__proto__')) return 'a target is a dotted path such as traits.email';
  const known = knownTargets[use];
  if (rooms.has(head)) {
    if (below.length > 0) return known.includes(`${head}.NAME`) ? undefined : forEverybody(head);
    return `${head} needs a name below it, such as ${examples.get(head) ?? ''}`;
  }
  if (head === 'credentials' && below[0] === 'oidc' && below.length < 3) {
    return use === 'map' ? undefined : forEverybody('credentials.oidc');
  }
  if (known.includes(target)) return undefined;
  if (knownTargets.map.includes(target)) return forEverybody(target);
  return `there is no target ${target}; ${hint(target, head, known)} ${known.join(', ')}`;
}

function hint(target: string, head: string, known: readonly string[]): string {
  const words = known.filter((one) => !one.endsWith('NAME'));
  const [meant] = nearestNames(target, words);
  const [meantHead] = nearestNames(head, [...rooms, 'credentials']);
  if (meant !== undefined) return `did you mean ${meant}? Known are`;
  if (meantHead !== undefined && meantHead !== head && target !== head) {
    return `did you mean ${meantHead}${target.slice(head.length)}? Known are`;
  }
  return target === head ? `did you mean traits.${target}? Known are` : 'known are';
}

/** The two spellings of a verified flag are one: `verified.traits.email` is `verified.email`. */
export function canonicalTarget(target: string): string {
  return target.replace(/^verified\.traits\.(?=.)/, 'verified.');
}

const rooms: ReadonlySet<string> = new Set(['traits', 'metadata_public', 'metadata_admin', 'verified']);

const examples: ReadonlyMap<string, string> = new Map([
  ['traits', 'traits.email'],
  ['metadata_public', 'metadata_public.plan'],
  ['metadata_admin', 'metadata_admin.migrated_at'],
  ['verified', 'verified.email'],
]);

const constants = ['traits.NAME', 'metadata_public.NAME', 'metadata_admin.NAME', 'schema_id', 'state'];

const knownTargets: Readonly<Record<TargetUse, readonly string[]>> = {
  set: constants,
  map: [
    ...constants,
    'external_id',
    'verified.NAME',
    'credentials.password',
    'credentials.oidc',
    'credentials.oidc.NAME',
    'credentials.totp',
    'credentials.lookup_secret',
  ],
};

function forEverybody(target: string): string {
  return `${target} cannot be the same for everybody; it is mapped from a field`;
}
