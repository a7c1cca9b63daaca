import type { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerShell } from '../../../../src/edges/cli/completion/answer-shell.ts';
import { addOtherCommands } from '../../../../src/edges/cli/other-commands.ts';
import { createProgram } from '../../../../src/edges/cli/program.ts';
import { aHost } from './a-host.ts';

let host: ReturnType<typeof aHost>;
beforeAll(() => (host = aHost()));
afterAll(() => host.leave());

const program = (): Command => {
  const created = createProgram(host, () => undefined);
  addOtherCommands(created, host, () => undefined);
  return created;
};

async function words(line: string): Promise<string[]> {
  const asked = { ...host, env: { IDP_COMPLETION: line } };
  const [, ...lines] = (await answerShell(asked, program(), 'bash')).trimEnd().split('\n');
  return lines.map((one) => one.split('\t')[0] ?? '');
}

/** Every command with its path, the program first. */
function pathsOf(command: Command, path: string): [string, Command][] {
  return [[path, command], ...command.commands.flatMap((below) => pathsOf(below, `${path} ${below.name()}`))];
}

it('are offered, all of them: every command and every option, where it is declared', async () => {
  const missing: string[] = [];
  for (const [path, command] of pathsOf(program(), 'idp')) {
    const offered = new Set([...(await words(`${path} `)), ...(await words(`${path} --`))]);
    const declared = [
      ...command.commands.map((below) => below.name()),
      ...command.options.flatMap((option) => (option.hidden ? [] : [option.long ?? ''])),
    ];
    missing.push(...declared.filter((word) => !offered.has(word)).map((word) => `${path} ${word}`));
  }
  expect(missing).toEqual([]);
});
