import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAdmin } from '../../src/kratos/admin.ts';
import { findIdentity } from '../../src/kratos/find-identity.ts';
import { identifierHolder } from '../../src/kratos/identifier-holder.ts';
import { startKratos, type KratosUnderTest } from '../actions/kratos-under-test.ts';
import { transportTo } from './servers.ts';

let kratos: KratosUnderTest;
beforeEach(async () => {
  kratos = await startKratos();
});
afterEach(() => kratos.close());

test.each([
  ['a last sigma', 'ΟΔΥΣΣΕΥΣ'],
  ['a dotted capital I', 'İSTANBUL'],
])('an identifier with %s is found in the letters that Kratos makes of it', async (_, name) => {
  const username = `${crypto.randomUUID()}${name}`;
  const { id } = await kratos.createIdentity({ schema_id: 'admin_v0', traits: { username } });
  const admin = createAdmin(transportTo(kratos.adminUrl), kratos.adminUrl);
  expect((await findIdentity(admin, { address: username }, { scan: false })).id).toBe(id);
  expect(await identifierHolder(admin, username)).toBe(id);
});
