import type { Host } from '../../../host/host.ts';
import type { GlobalOptions } from '../options.ts';

/** How far a verification is: a bar on a terminal, a JSON line every five seconds off it, nothing with --quiet. */
export type ShownVerifying = {
  update(read: number, different: number): void;
  end(): void;
};

export async function showVerifying(
  host: Host,
  { quiet }: Pick<GlobalOptions, 'quiet'>,
  operation: string,
  total: number,
): Promise<ShownVerifying> {
  if (quiet === true) return { update: () => undefined, end: () => undefined };
  const bar = await host.progressBar?.(`verify ${operation}`);
  if (bar !== undefined) {
    return {
      update: (done, different) => bar.update({ done, total, failed: different }),
      end: () => bar.stop(),
    };
  }
  let told = host.now().getTime();
  return {
    update(done, different) {
      const now = host.now();
      if (now.getTime() - told < 5000) return;
      told = now.getTime();
      const line = { time: now.toISOString(), operation, done, total, different };
      host.stderr.write(`${JSON.stringify(line)}\n`);
    },
    end: () => undefined,
  };
}
