import { Command } from 'commander';
import { addGlobalOptions, addRunOptions } from '../../../src/edges/cli/options.ts';

/** A program that knows the options of idp and of its run, and does nothing. */
export function declaredOptions(): Command {
  const program = new Command();
  addGlobalOptions(program);
  addRunOptions(program.command('run'));
  return program;
}
