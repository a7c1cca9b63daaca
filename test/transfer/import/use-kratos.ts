import { afterAll, beforeAll } from 'vitest';
import { createAdmin, type KratosAdmin } from '../../../src/kratos/admin.ts';
import { startKratos, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { transportTo } from '../../kratos/servers.ts';

/** A Kratos for all tests of a file, and the client that an import has. */
export function useKratos(): { readonly kratos: KratosUnderTest; readonly admin: KratosAdmin } {
  let kratos: KratosUnderTest;
  beforeAll(async () => {
    kratos = await startKratos();
  });
  afterAll(() => kratos.close());
  return {
    get kratos() {
      return kratos;
    },
    get admin() {
      return adminOf(kratos.adminUrl);
    },
  };
}

export const adminOf = (adminUrl: string): KratosAdmin => createAdmin(transportTo(adminUrl), adminUrl);
