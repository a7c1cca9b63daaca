import type { WriteStream } from 'node:tty';
import { printable } from '../printable.ts';
import { ask } from './ask.ts';
import { readHiddenLine, readLine } from './plain-line.ts';
import type { Choice, InputQuestion, Prompts, Question } from './prompts.ts';

/**
 * The same questions for a terminal that can only write one line below the other (TERM=dumb, as in an editor's shell):
 * choices are numbered, and nothing that is written moves a cursor.
 */
export function plainPrompts(output: WriteStream): Prompts {
  const say = (text: string) => void output.write(`${text}\n`);
  const put = (question: Question, message: string, hidden = false): Promise<string> =>
    ask(
      ({ signal }) => {
        if (question.about !== undefined) say(printable(question.about));
        return (hidden ? readHiddenLine : readLine)(output, `${printable(message)} `, signal);
      },
      output,
      question.signal,
    );

  async function line(question: InputQuestion, hidden: boolean): Promise<string> {
    for (;;) {
      const typed = await put(question, question.message, hidden);
      const fault = await question.fault?.(typed);
      if (fault === undefined) return typed;
      say(`> ${printable(fault)}`);
    }
  }

  /** A choice by its number, or the text that was typed instead. */
  async function choose<T>(
    question: Question,
    choices: readonly Choice<T>[],
    byDefault: Choice<T> | undefined,
    message: string,
  ): Promise<Choice<T> | string> {
    for (const [at, { name }] of choices.entries()) say(`  ${at + 1}. ${printable(name)}`);
    const typed = (await put({ ...question, about: undefined }, message)).trim();
    const chosen = typed === '' ? byDefault : choices[Number(typed) - 1];
    return chosen ?? typed;
  }

  return {
    input: (question) => line(question, false),
    password: (question) => line(question, true),
    async confirm(question) {
      const hint = question.byDefault ? '(Y/n)' : '(y/N)';
      for (;;) {
        const typed = (await put(question, `${question.message} ${hint}`)).trim().toLowerCase();
        if (typed === '') return question.byDefault;
        if ('yes'.startsWith(typed)) return true;
        if ('no'.startsWith(typed)) return false;
        say('> Answer with y or n.');
      }
    },
    async select(question) {
      const { choices } = question;
      const byDefault = choices.find(({ value }) => value === question.byDefault) ?? choices[0];
      const message = `${question.message} number (Enter: ${byDefault?.name})`;
      if (question.about !== undefined) say(printable(question.about));
      for (;;) {
        const chosen = await choose(question, choices, byDefault, message);
        if (typeof chosen !== 'string') return chosen.value;
        say(`> Type a number from 1 to ${choices.length}.`);
      }
    },
    async search(question) {
      let typed = await put(question, question.message);
      for (;;) {
        const { choices, note } = await question.find(typed, question.signal);
        if (note !== undefined) say(`  ${printable(note)}`);
        const message = choices.length === 0 ? question.message : 'number (Enter: 1), or another text:';
        const chosen = await choose(question, choices, choices[0], message);
        if (typeof chosen !== 'string') return chosen.value;
        typed = chosen;
      }
    },
  };
}
