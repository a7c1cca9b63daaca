import type { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerShell } from '../../../../src/edges/cli/completion/answer-shell.ts';
import { addOtherCommands } from '../../../../src/edges/cli/other-commands.ts';
import { createProgram } from '../../../../src/edges/cli/program.ts';
import { conversionKinds } from '../../../../src/passwords/convert/conversion-kinds.ts';
import { aHost } from './a-host.ts';

let host: ReturnType<typeof aHost>;
beforeAll(() => (host = aHost()));
afterAll(() => host.leave());

async function answered(line: string): Promise<string> {
  const program: Command = createProgram(host, () => undefined);
  addOtherCommands(program, host, () => undefined);
  const asked = { ...host, env: { IDP_COMPLETION: line, IDP_SECRET_ADA__PASSWORD: 'x' } };
  const lines = (await answerShell(asked, program, 'bash')).trimEnd().split('\n');
  return lines.map((one) => one.split('\t')[0]).join(' ');
}

it.each([
  ['idp password ', 'words inspect verify convert make help'],
  ['idp password convert --from ', `words ${conversionKinds.join(' ')}`],
  ['idp password convert --from=passport-l', 'words --from=passport-local-mongoose'],
  ['idp password convert --salt-position ', 'words prefix suffix'],
  ['idp password make --algorithm ', 'words bcrypt argon2id'],
  ['idp password verify --password-secret-id ', 'words ada'],
  ['idp password verify --file ', 'files'],
  ['idp password inspect ', 'files'],
])('%j: %s', async (line, words) => {
  expect(await answered(line)).toBe(words);
});
