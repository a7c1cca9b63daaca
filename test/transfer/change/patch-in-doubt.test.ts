import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeIdentity } from '../../../src/transfer/change/complete-identity.ts';
import { updateIdentity } from '../../../src/transfer/change/update-identity.ts';
import { failureOf } from '../../kratos/failure.ts';
import { runFaultProxy, type Fault, type FaultProxy } from '../fault-proxy.ts';
import { readyRow } from '../import/ready-row.ts';
import { adminOf } from '../import/use-kratos.ts';

let proxy: FaultProxy;
/** What becomes of one write after the other; then they pass. */
let faults: Fault[];
let id: string;

beforeEach(async () => {
  faults = [];
  proxy = await runFaultProxy({
    fault: ({ method }) => (method === 'PATCH' ? faults.shift() : undefined),
  });
  const traits = { email: 'ada@example.com', username: 'ada' };
  const response = await fetch(`${proxy.sandboxUrl}/admin/identities`, {
    method: 'POST',
    body: JSON.stringify({ traits }),
  });
  ({ id } = (await response.json()) as { id: string });
});

afterEach(() => proxy.close());

// It takes something away, which cannot be done twice.
const row = readyRow({ traits: { email: 'ada@example.com' }, metadata_admin: { a: 1 } });
const update = () => updateIdentity(adminOf(proxy.adminUrl), id, row, { credentials: false });

async function now(): Promise<unknown> {
  const { traits, metadata_admin } = await adminOf(proxy.sandboxUrl).getIdentity(id);
  return { traits: traits as unknown, metadata_admin: metadata_admin as unknown };
}

const writes = () => proxy.seen.filter(({ method }) => method === 'PATCH').length;
const wanted = { traits: { email: 'ada@example.com' }, metadata_admin: { a: 1 } };

test.each<[string, Fault, number]>([
  ['is cut after it was done', { kind: 'cutAfter' }, 1],
  ['is cut in the middle of the answer', { kind: 'halfAnswer' }, 1],
  ['is cut before it was done', { kind: 'cutBefore' }, 2],
  ['is answered by a gateway though it was done', { kind: 'status', status: 504, isForwarded: true }, 1],
  ['is answered by a gateway', { kind: 'status', status: 502 }, 2],
  ['is answered by a page', { kind: 'html', status: 200, isForwarded: true }, 1],
])('a change that %s is done once', async (_, fault, times) => {
  faults = [fault];
  expect(await update()).toBe('updated');
  expect([writes(), await now()]).toEqual([times, wanted]);
});

test('a change that is never answered is given up after three times', async () => {
  faults = Array.from({ length: 9 }, () => ({ kind: 'cutBefore' }));
  const failure = await failureOf(update());
  expect([failure.code, failure.details?.['may-have-been-done'], writes()]).toEqual(['unavailable', true, 3]);
});

test('a change that is refused for now is not sent again here', async () => {
  faults = [{ kind: 'status', status: 429, retryAfter: '1' }];
  expect([(await failureOf(update())).code, writes()]).toEqual(['rate-limited', 1]);
});

test('second factors whose answer is lost are looked for, and added where they are not there', async () => {
  const totp = { config: { totp_url: 'otpauth://totp/idp:ada?secret=JBSWY3DPEHPK3PXP&issuer=idp' } };
  faults = [{ kind: 'cutBefore' }, { kind: 'cutAfter' }];
  expect(await completeIdentity(adminOf(proxy.adminUrl), id, { totp })).toBe('done');
  const { credentials } = await adminOf(proxy.sandboxUrl).getIdentity(id, ['totp']);
  expect([writes(), credentials?.['totp']?.config]).toEqual([2, totp.config]);
});
