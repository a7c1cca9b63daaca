import { dirname, delimiter } from 'node:path';

/**
 * This environment for a child in a home of its own: without what would choose a Kratos, a secret or a folder for
 * it, and with the Node that runs this before any other.
 */
export function quietEnvironment(home: string): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !chosen.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  };
}

const chosen = /^(KRATOS_|IDP_|XDG_|NODE_OPTIONS$|VITEST|npm_(lifecycle|package|config_local_prefix))/;
