import { expect, it } from 'vitest';
import { splitLine } from '../../../../src/edges/cli/completion/split-line.ts';

it.each([
  ['', ['']],
  ['idp', ['idp']],
  ['idp ', ['idp', '']],
  ['  idp  run', ['idp', 'run']],
  ['idp a=b:c', ['idp', 'a=b:c']],
  ['idp "a b" c', ['idp', 'a b', 'c']],
  ["idp 'a \\ b", ['idp', 'a \\ b']],
  ['idp "a \\" b', ['idp', 'a " b']],
  ['idp a\\ b', ['idp', 'a b']],
  ['idp a\\', ['idp', 'a']],
  ['idp "" x', ['idp', '', 'x']],
  ['idp mfa-type="to', ['idp', 'mfa-type=to']],
  ['idp\trun\n', ['idp', 'run', '']],
  ['idp $(a b)', ['idp', '$(a', 'b)']],
])('%j', (line, words) => {
  expect(splitLine(line)).toEqual(words);
});
