import { expect, it } from 'vitest';
import { sameLine } from '../../../../src/edges/cli/prompts/same-line.ts';
import type { Completed } from '../../../../src/edges/cli/prompts/ask-missing.ts';
import { refused } from '../../../../src/edges/cli/refused.ts';
import { IdpError } from '../../../../src/errors/idp-error.ts';
import { typedSecret } from '../../../../src/secrets/ephemeral-secrets.ts';
import { everyType, onIdentity } from '../../../engine/synthetic-action.ts';

const outcome = refused('on-identity', new IdpError('internal', 'Gone.'), false);
const options = { format: 'text', input: true } as const;

function line(
  words: readonly string[],
  chosen: string | undefined,
  about: 'somebody' | 'nobody',
  answers: Completed['answers'],
) {
  const { entry } = about === 'somebody' ? onIdentity : everyType;
  return sameLine(words, chosen, { entry, answers } as Completed, options, outcome);
}

it.each([
  [
    'quotes what a shell would take apart',
    ['run', 'x', "it's"],
    undefined,
    'nobody',
    [['text', 'a b; $c']],
    String.raw`idp run x 'it'\''s' 'text=a b; $c'`,
  ],
  [
    'names whom it is about by a bare word',
    ['run', 'x'],
    undefined,
    'somebody',
    [['email', 'ada@b']],
    'idp run x ada@b',
  ],
  [
    'names by a pair who would be taken for something else',
    ['run', 'x'],
    undefined,
    'somebody',
    [['email', '-a=b']],
    'idp run x email=-a=b',
  ],
  [
    'puts the chosen action behind run',
    ['--quiet', 'run', '--dry-run'],
    'x',
    'nobody',
    [],
    'idp --quiet run x --dry-run',
  ],
  [
    'puts run and the chosen action last where there is none',
    ['--sandbox'],
    'x',
    'nobody',
    [],
    'idp --sandbox run x',
  ],
  [
    'puts answers before --, behind which no option can stand',
    ['run', 'x', '--', 'ada@b'],
    undefined,
    'nobody',
    [['text', 'a']],
    'idp run x text=a -- ada@b',
  ],
  [
    'leaves out what was given blank and asked for, and nothing else that is blank',
    ['run', 'x', '', 'email=', '--reason', '', '--identity-id', ' ', '--email= ', 'text='],
    undefined,
    'somebody',
    [['email', 'ada@b']],
    "idp run x --reason '' text= ada@b",
  ],
  [
    'shows escaped what could drive a terminal',
    ['run', 'x'],
    undefined,
    'nobody',
    [['text', 'a\u202Eb']],
    String.raw`idp run x 'text=a\u202eb'`,
  ],
] as const)('the line without questions %s', (_what, words, chosen, about, answers, expected) => {
  expect(line(words, chosen, about, answers)).toBe(`The same without questions: ${expected}\n`);
});

it('the line without questions has the name of a secret for a typed password', () => {
  expect(line(['run', 'x'], undefined, 'somebody', [['password-secret-id', typedSecret]])).toBe(
    'The same without questions: idp run x password-secret-id=NAME\n  NAME is a secret to be: idp secret add NAME password asks for its password.\n',
  );
});
