import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The built command in a home of its own, on the Node that runs this. */
export type Idp = {
  /** Runs it to its end. Throws with what it said when it fails. */
  run(args: readonly string[]): void;
  node(args: readonly string[]): void;
  /** Starts `idp sandbox …` and waits until it has said where it answers. */
  serve(args: readonly string[], nodeOptions?: readonly string[]): Promise<Served>;
};

export type Served = { readonly adminUrl: string; readonly pid: number; stop(): Promise<void> };

export function idpCommand(home: string): Idp {
  const program = join(import.meta.dirname, '..', 'dist', 'bin', 'idp.cjs');
  const env = { PATH: process.env['PATH'], HOME: home };
  const node = (args: readonly string[]): void => {
    const { status, stderr, error } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${error?.message ?? stderr}`);
  };
  return {
    node,
    run: (args) => node([program, ...args]),
    async serve(args, nodeOptions = []) {
      const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [adminUrl] = (await once(createInterface(child.stdout), 'line')) as [string];
      return {
        adminUrl,
        pid: child.pid ?? Number.NaN,
        async stop() {
          child.kill();
          await once(child, 'exit');
        },
      };
    },
  };
}
