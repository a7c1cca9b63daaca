import { KratosRejection } from '../answer.ts';
import type { KratosRequest } from '../transport.ts';
import { isIdentityList } from './admin-url.ts';
import { failed, failedBy, ok, unknown, type Finding } from './finding.ts';
import type { Named } from './foreign-server.ts';
import type { Probe } from './probe.ts';

/** Whether identities may be read; that nothing answers at all, or something that is no Kratos, is said elsewhere. */
export function checkRead(list: Probe, isReachable: boolean, foreign: Named | undefined): Finding {
  if (isIdentityList(list)) return ok('read', 'Identities can be read.');
  const { error } = list;
  return error !== undefined && isReachable && foreign === undefined && error.code !== 'unexpected-answer'
    ? failedBy('read', error)
    : unknown('read', 'no admin API answered');
}

/**
 * Every kind of write that idp sends, none of which can do anything: they aim at an identity of a random id, which Kratos
 * answers with 404; what would create one names a schema that cannot exist and holds a member that Kratos does not know,
 * each of which alone makes it 400 (measured).
 */
export const writeRequests = (nobody: string): readonly (KratosRequest & { readonly does: string })[] => [
  {
    does: 'create',
    method: 'POST',
    path: '/admin/identities',
    body: { schema_id: `none-${nobody}`, traits: {}, 'idp-context-check': true },
  },
  { does: 'change', method: 'PATCH', path: `/admin/identities/${nobody}`, body: [] },
  { does: 'delete', method: 'DELETE', path: `/admin/identities/${nobody}` },
  { does: 'delete sessions', method: 'DELETE', path: `/admin/identities/${nobody}/sessions` },
  { does: 'delete credentials', method: 'DELETE', path: `/admin/identities/${nobody}/credentials/totp` },
];

/** What one of them was answered. */
export type Write = { readonly does: string; readonly method: string; readonly probe: Probe };

/** Whether writes get through to Kratos: its own 404 or 400 says so, a refusal comes from what stands in front of it. */
export function checkWrite(writes: readonly Write[] | undefined, because: string): Finding {
  if (writes === undefined) return unknown('write', because);
  const closed = writes.filter(({ probe }) => !isOpen(probe));
  const refused = closed.filter(({ probe }) => [401, 403, 405].includes(probe.answer?.status ?? 0));
  const [first] = refused;
  if (first !== undefined) {
    const which = refused.map(({ does, method, probe }) => `${does} (${method}, ${probe.answer?.status})`);
    return failed(
      'write',
      first.probe.answer?.status === 401 ? 'unauthorised' : 'forbidden',
      `What stands in front of Kratos lets reads through, but not: ${which.join(', ')}.`,
      'Ask whoever runs it to let these methods through for you, or give credentials that may write; reading actions and --dry-run work as it is.',
    );
  }
  const [other] = closed;
  if (other === undefined)
    return ok('write', 'Changes get through to Kratos; nothing was changed to find out.');
  const { error } = other.probe;
  if (error !== undefined && other.probe.answer === undefined) return failedBy('write', error);
  const said = error?.message ?? `${other.method} on an identity that does not exist was not refused.`;
  return unknown('write', `it cannot be told whether one can ${other.does}: ${said.replace(/\.$/, '')}`);
}

const isOpen = ({ error }: Probe): boolean =>
  error instanceof KratosRejection && (error.status === 404 || error.status === 400);
