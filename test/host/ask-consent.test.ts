import { describe, expect, it } from 'vitest';
import type { ConsentQuestion } from '../../src/engine/consent-question.ts';
import { IdpError } from '../../src/errors/idp-error.ts';
import { askConsent } from '../../src/host/ask-consent.ts';
import type { Prompts } from '../../src/host/prompts/prompts.ts';

const never = () => Promise.reject(new Error('Only a line is asked for.'));

/** A person who answers a line so. */
const answering = (input: Prompts['input']): Prompts => ({
  input,
  password: never,
  confirm: never,
  select: never,
  search: never,
});

const question: ConsentQuestion = {
  action: 'delete-identity',
  host: 'kratos.example:4434',
  context: 'prod',
  insecure: true,
  identity: { id: 'id-1', addresses: [], state: 'inactive', factors: [], sessions: undefined },
  accepts: (typed) => typed === 'id-1',
  signal: new AbortController().signal,
};

async function ask(asked: ConsentQuestion, prompts: Prompts) {
  let shown = '';
  const agreed = await askConsent(asked, prompts, (text) => (shown += text));
  return { agreed, shown };
}

/** Asks somebody whose prompt ends so. */
const askWhoLeaves = (code: 'cancelled' | 'aborted') =>
  ask(
    question,
    answering(() => Promise.reject(new IdpError(code, 'Gone.'))),
  );

describe('before a destroy', () => {
  it('the operator is told that the connection is insecure, and what is absent or unknown', async () => {
    expect(
      await ask(
        question,
        answering(() => Promise.resolve('id-1')),
      ),
    ).toEqual({
      agreed: true,
      shown: [
        'delete-identity on kratos.example:4434 (context prod, insecure)',
        '  identity  id-1',
        '  known as  no address',
        '  state     inactive',
        '  factors   none',
        '  sessions  unknown: it could not be read',
        '',
      ].join('\n'),
    });
  });

  it('an action on nobody in particular wants its own name typed', async () => {
    const messages: string[] = [];
    const { agreed, shown } = await ask(
      {
        ...question,
        context: null,
        insecure: false,
        identity: undefined,
        accepts: (typed) => typed === 'wipe',
      },
      answering(({ message }) => {
        messages.push(message);
        return Promise.resolve('wipe');
      }),
    );
    expect({ agreed, shown, messages }).toEqual({
      agreed: true,
      shown: 'delete-identity on kratos.example:4434\n',
      messages: ['Type "delete-identity" to go on (empty to stop):'],
    });
  });

  it.each(['', 'no', 'ID-2'])('%j is a no', async (typed) => {
    expect(
      (
        await ask(
          question,
          answering(() => Promise.resolve(typed)),
        )
      ).agreed,
    ).toBe(false);
  });

  it('to stop is a no, to be interrupted is none', async () => {
    expect((await askWhoLeaves('cancelled')).agreed).toBe(false);
    await expect(askWhoLeaves('aborted')).rejects.toMatchObject({
      code: 'aborted',
      // It is recorded that it was asked for.
      hint: 'Nothing was changed.',
    });
  });
});
