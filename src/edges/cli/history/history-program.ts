import type { Command } from 'commander';
import type { Host } from '../../../host/host.ts';
import type { GlobalOptions } from '../options.ts';
import type {
  OperationsOptions,
  ShowOperationOptions,
  ShowOptions,
  VerifyOptions,
} from './history-options.ts';

/** Declares what looks back: operations, show-operation, show-task, cancel-task and audit. `end` takes the exit status. */
export function addHistoryCommands(program: Command, host: Host, end: (status: number) => void): void {
  program
    .command('operations')
    .alias('list-operations')
    .description('list what was run, by number')
    .option('--actions <names>', 'only of these actions, parted by commas')
    .option('--status <statuses>', 'only those that stand so: failed,aborted')
    .option('--target <identity>', 'only on this identity id or address')
    .option('--since <when>', 'only from then on: 36h, 7d, 2026-02-14, 2026-02-14T08:15Z')
    .option('--limit <n>', 'at most so many', '50')
    .option('--offset <n>', 'leave out the first so many', '0')
    .option('--utc', utc)
    .action(async (_options, command: Command) => {
      const { operationsCommand } = await import('./operations-command.ts');
      await operationsCommand(host, command.optsWithGlobals<OperationsOptions>());
    });
  program
    .command('show-operation')
    .description('show an operation and its tasks; the exit status tells how it ended')
    .argument('<id>')
    .option('--watch', 'wait until it has ended')
    .option('--all', 'list all its tasks, not the first 50')
    .option('--utc', utc)
    .action(async (id: string, _options, command: Command) => {
      const { showOperationCommand } = await import('./show-operation-command.ts');
      end(await showOperationCommand(host, id, command.optsWithGlobals<ShowOperationOptions>()));
    });
  program
    .command('show-task')
    .description('show what a task answered and changed; the exit status tells how it ended')
    .argument('<id>')
    .option('--watch', 'wait until it has ended, and show its log lines meanwhile')
    .option('--utc', utc)
    .action(async (id: string, _options, command: Command) => {
      const { showTaskCommand } = await import('./show-task-command.ts');
      end(await showTaskCommand(host, id, command.optsWithGlobals<ShowOptions>()));
    });
  program
    .command('cancel-task')
    .description('take tasks back that wait, ask those that run to stop')
    .argument('<ids...>')
    .action(async (ids: string[], _options, command: Command) => {
      const { cancelTasksCommand } = await import('./cancel-tasks-command.ts');
      end(await cancelTasksCommand(host, ids, command.optsWithGlobals<GlobalOptions>()));
    });
  addAuditCommands(program, host, end);
}

const utc = 'times in UTC, not in local time';

function addAuditCommands(program: Command, host: Host, end: (status: number) => void): void {
  const audit = program
    .command('audit')
    .description(`the record that nobody changes unseen: ${auditCommands.join(', ')}`);
  audit
    .command('verify')
    .description('read the chain from its beginning; exit status 6 where it is broken')
    .option('--head <hash>', 'a head that was kept elsewhere, which must be in it')
    .action(async (_options, command: Command) => {
      const { auditVerifyCommand } = await import('./audit-commands.ts');
      end(await auditVerifyCommand(host, command.optsWithGlobals<VerifyOptions>()));
    });
  audit
    .command('head')
    .description("print the last record's number and hash")
    .action(async (_options, command: Command) => {
      const { auditHeadCommand } = await import('./audit-commands.ts');
      await auditHeadCommand(host, command.optsWithGlobals<GlobalOptions>());
    });
  audit
    .command('export')
    .description('print every record, a JSON line each')
    .action(async (_options, command: Command) => {
      const { auditExportCommand } = await import('./audit-export.ts');
      await auditExportCommand(host, command.optsWithGlobals<GlobalOptions>());
    });
}

export const auditCommands = ['verify', 'head', 'export'];
