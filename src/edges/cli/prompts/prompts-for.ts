import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import type { Prompts } from '../../../host/prompts/prompts.ts';
import type { RunOptions } from '../options.ts';

/**
 * The prompts of a run; undefined with --no-input, where nobody can be asked, and where standard input holds the
 * parameters.
 */
export const promptsFor = (host: Host, { input, params }: RunOptions): Prompts | undefined =>
  input && params !== '-' ? host.prompts : undefined;

/** The name of an action is wanted, and nobody can be asked for it. */
export const actionExpected = (): IdpError =>
  new IdpError('usage', 'idp run needs a name after it.', { hint: 'idp actions lists the actions.' });
