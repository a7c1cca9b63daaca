import type { Command } from 'commander';
import type { Host } from '../../../host/host.ts';
import { addPaceOptions } from './each-options.ts';
import type { ResumeOptions } from './resume-command.ts';
import type { UndoOptions } from './undo-command.ts';

/** Declares what acts on an operation that was run: resume and undo. `end` takes the exit status. */
export function addOperationCommands(program: Command, host: Host, end: (status: number) => void): void {
  const resume = program
    .command('resume')
    .description('take up an operation over many, or an import, that was interrupted')
    .argument('<operation>', 'its number')
    .option('--include-uncertain', 'also do again what may have been done')
    .option('--yes', 'consent to what destroys, with --expect')
    .action(async (operation: string, _options, command: Command) => {
      const options = command.optsWithGlobals<ResumeOptions>();
      const { isFilesRun } = await import('../files/is-files-run.ts');
      if (isFilesRun(host, operation)) {
        const { resumeFilesRun } = await import('../files/resume-files-run.ts');
        return end(await resumeFilesRun(host, operation, options));
      }
      const { resumeCommand } = await import('./resume-command.ts');
      end(await resumeCommand(host, operation, options));
    });
  addPaceOptions(resume)
    .option('--results <file>', results)
    .option('--failed <file>', 'where those that fail are written (else operation-N.failed.jsonl)');

  const undo = program
    .command('undo')
    .description('undo what an operation changed, where its action says how')
    .argument('<operation>', 'its number')
    .option('--dry-run', 'show the writes that would be sent, and send none')
    .option('--yes', 'consent to what destroys, with --expect')
    .option('--reason <text>', 'kept in the record')
    .option('--include-changed', 'of an import: also delete identities that have changed since')
    .option('--include-uncertain', 'of an import: also delete those that may be of somebody else')
    .action(async (operation: string, _options, command: Command) => {
      const { undoCommand } = await import('./undo-command.ts');
      end(await undoCommand(host, operation, command.optsWithGlobals<UndoOptions>()));
    });
  addPaceOptions(undo).option('--results <file>', results);
}

const results = 'stream results to a file, a JSON line each';
