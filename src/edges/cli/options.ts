import { Option, type Command } from 'commander';
import { addEachOptions, type EachOptions } from './each/each-options.ts';

export const formats = ['text', 'yaml', 'json', 'jsonl'] as const;
export type Format = (typeof formats)[number];

/** Options that stand anywhere on the line, as commander gives them. */
export type GlobalOptions = {
  readonly adminUrl?: string;
  readonly publicUrl?: string;
  readonly context?: string;
  readonly sandbox?: true;
  readonly timeout?: string;
  readonly format: Format;
  readonly output?: string;
  readonly quiet?: true;
  readonly debug?: true;
  /** False with --no-input. */
  readonly input: boolean;
};

/** Declares them on the program; commander takes them before and after the command. */
export function addGlobalOptions(program: Command): void {
  program
    .option('--admin-url <url>', "Kratos's admin URL (else KRATOS_ADMIN_URL, else the current context)")
    .option('--public-url <url>', "Kratos's public URL (else KRATOS_PUBLIC_URL)")
    .option('--context <name>', 'a context added with idp context add')
    .option('--sandbox', 'the embedded Kratos, on a database in your data folder')
    .option('--timeout <duration>', 'limit of one request, such as 30s')
    .addOption(new Option('--format <format>', 'how to answer').choices(formats).default('text'))
    .option('-o, --output <file>', 'write the answer to a file')
    .option('--quiet', 'no log lines on standard error')
    .option('--debug', 'show requests and stack traces on standard error')
    .option('--no-input', 'never prompt, also on a terminal');
}

/** Options of `idp run`. */
export type RunOptions = GlobalOptions &
  EachOptions & {
    readonly params?: string;
    readonly dryRun?: true;
    readonly yes?: true;
    readonly confirm?: string;
    readonly reason?: string;
    readonly scan?: true;
    readonly results?: string;
    readonly stringArgs?: true;
  };

export function addRunOptions(run: Command): void {
  run
    .option('--params <file>', 'a YAML or JSON map of parameters (- reads standard input)')
    .option('--dry-run', 'show the writes that would be sent, and send none')
    .option('--yes', 'consent to what destroys')
    .option('--confirm <identity-id>', 'consent, if this identity is the one that is meant')
    .option('--reason <text>', 'kept in the record')
    .option('--scan', 'look an address up beyond credential identifiers')
    .option('--results <file>', 'stream results to a file, a JSON line each')
    .option('--string-args', 'accepted for fingers used to Juju; values are typed by the schema anyway');
  addEachOptions(run);
}
