import type { WriteStream } from 'node:tty';
import { confirm, input, password, select } from '@inquirer/prompts';
import { printable } from '../printable.ts';
import { ask } from './ask.ts';
import type { Prompts } from './prompts.ts';
import { searchPrompt } from './search-prompt.ts';
import { shownChoice, shownMessage, validity } from './shown.ts';

/** The prompts of this process's terminal, written to `output`. */
export function terminalPrompts(output: WriteStream): Prompts {
  return {
    input: (question) =>
      ask(
        (context) =>
          input(
            {
              message: shownMessage(question, output.columns),
              transformer: printable,
              validate: (typed) => validity(question, typed),
            },
            context,
          ),
        output,
        question.signal,
      ),
    password: (question) =>
      ask(
        (context) =>
          password(
            {
              message: shownMessage(question, output.columns),
              mask: '*',
              // No key may show it: somebody may look over the shoulder, and terminals keep what they showed.
              toggleMask: false,
              validate: (typed) => validity(question, typed),
            },
            context,
          ),
        output,
        question.signal,
      ),
    confirm: (question) =>
      ask(
        (context) =>
          confirm({ message: shownMessage(question, output.columns), default: question.byDefault }, context),
        output,
        question.signal,
      ),
    select: (question) =>
      ask(
        (context) =>
          select(
            {
              message: shownMessage(question, output.columns),
              choices: question.choices.map((choice) => shownChoice(choice, output.columns)),
              loop: false,
              pageSize: rowsShown,
              ...(question.byDefault === undefined ? {} : { default: question.byDefault }),
            },
            context,
          ),
        output,
        question.signal,
      ),
    search: (question) => searchPrompt(question, output),
  };
}

const rowsShown = 12;
