import type { Command } from 'commander';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { answerShell } from './answer-shell.ts';
import { bashScript } from './bash-script.ts';
import { fishScript } from './fish-script.ts';
import type { Shell } from './shells.ts';
import { zshScript } from './zsh-script.ts';

/** `idp completion SHELL`: the script that teaches a shell; with `answer`, what that script asks at a press of TAB. */
export async function completionCommand(
  host: Host,
  program: Command,
  shell: Shell | undefined,
  options: { readonly answer?: true },
): Promise<string> {
  if (shell === undefined) throw shellExpected();
  return options.answer === true ? answerShell(host, program, shell) : scripts[shell];
}

const scripts: Readonly<Record<Shell, string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

function shellExpected(): IdpError {
  return new IdpError('usage', 'idp completion is followed by one of bash, zsh, fish.', {
    hint: 'In ~/.bashrc: source <(idp completion bash); in ~/.zshrc, after compinit: source <(idp completion zsh); in ~/.config/fish/config.fish: idp completion fish | source',
  });
}
