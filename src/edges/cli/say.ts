import type { Host } from '../../host/host.ts';
import type { GlobalOptions } from './options.ts';

/** The text of a command that asks Kratos nothing, on standard output or in the file of -o, which is opened first. */
export async function say(host: Host, options: GlobalOptions, work: () => Promise<string>): Promise<void> {
  if (options.output === undefined) {
    host.stdout.write(await work());
    return;
  }
  const { openOutputFile } = await import('./output-file.ts');
  const file = openOutputFile(options.output);
  try {
    file.write(await work());
    file.keep();
  } finally {
    file.discard();
  }
}
