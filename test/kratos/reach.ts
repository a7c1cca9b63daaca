import type { KratosContext } from '../../src/kratos/contexts.ts';
import { checkContext } from '../../src/kratos/check-context.ts';
import { contextUrls } from '../../src/kratos/contexts.ts';
import { openRoutes } from '../../src/kratos/routes.ts';
import type { Transport, TransportOptions } from '../../src/kratos/transport.ts';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { transportTo } from './servers.ts';

export type Surroundings = Partial<TransportOptions> & {
  readonly environment?: Readonly<Record<string, string>>;
  /** Where contexts.yaml is. */
  readonly folder?: string;
};

/** The transport of a command line whose context is `prod`. */
export async function reach(context: KratosContext, around: Surroundings = {}): Promise<Transport> {
  const { environment = {}, folder = '/nowhere', ...options } = around;
  const settings = checkContext(context, 'context prod');
  const { adminUrl, publicUrl } = contextUrls(settings);
  const routes = await openRoutes(
    { adminUrl, publicUrl, settings, context: 'prod' },
    { environment, secrets: environmentStore(environment), folder },
  );
  return transportTo(adminUrl, { publicUrl, routes, ...options });
}
