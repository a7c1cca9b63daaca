import { afterAll, beforeAll } from 'vitest';
import { startKratos, type KratosUnderTest } from './kratos-under-test.ts';
import { createOperator, type Operator } from './operator.ts';
import { startProxy, type Intercept, type Proxy } from './proxy.ts';

/** A Kratos, somebody who runs actions on it, and ways to put a proxy between the two. */
export type Scene = {
  readonly kratos: KratosUnderTest;
  readonly operator: Operator;
  /** Does the work with an operator whose requests all pass through a proxy. */
  behind<T>(intercept: Intercept, work: (operator: Operator, proxy: Proxy) => Promise<T>): Promise<T>;
};

/** What `password-secret-id=new` names. */
export const newPassword = 'an entirely new passphrase 7';

export const newSecret = { IDP_SECRET_NEW__PASSWORD: newPassword };

/** One scene for all tests of a file; `secrets` are the operator's environment. */
export function useScene(secrets: Readonly<Record<string, string>> = newSecret): Scene {
  let kratos: KratosUnderTest;
  let operator: Operator;
  beforeAll(async () => {
    kratos = await startKratos();
    operator = createOperator(kratos, secrets);
  });
  afterAll(async () => {
    operator.close();
    await kratos.close();
  });
  return {
    get kratos() {
      return kratos;
    },
    get operator() {
      return operator;
    },
    async behind(intercept, work) {
      const proxy = await startProxy(kratos.adminUrl, intercept);
      const through = createOperator({ adminUrl: proxy.adminUrl, adopt: kratos.adopt }, secrets);
      try {
        return await work(through, proxy);
      } finally {
        through.close();
        await proxy.close();
      }
    },
  };
}
