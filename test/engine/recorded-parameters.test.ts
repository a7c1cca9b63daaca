import { expect, it } from 'vitest';
import { recordedParameters } from '../../src/engine/recorded-parameters.ts';
import { onIdentity, everyType } from './synthetic-action.ts';

const secretReference = {
  ...everyType.entry,
  params: { secret: { type: 'string', description: 'S.', format: 'secret-reference' } },
} as const;

it('what a schema limits to known forms is recorded as it is, every other text masked', () => {
  expect(
    recordedParameters(everyType.entry, {
      text: 'Ada Lovelace',
      flag: true,
      count: 3,
      size: 'large',
      map: { secret: 'x' },
      list: ['x'],
      rate: undefined,
    }),
  ).toEqual({ text: 'A***', flag: true, count: 3, size: 'large', map: '***', list: '***' });
});

it('an id is recorded, an address masked', () => {
  const id = '6f0c4a31-6c0b-4f38-9f0e-2f1d3f5b7a90';
  expect(recordedParameters(onIdentity.entry, { 'identity-id': id, email: 'ada@example.com' })).toEqual({
    'identity-id': id,
    email: 'a***@e***.com',
  });
});

it.each([
  ['admin-pw', 'admin-pw'],
  ['secret:admin-pw', 'secret:admin-pw'],
  ['pass:ops/ada#pin', 'pass:ops/ada#pin'],
  ['Hunter2', '***'],
  ['secret:pass:ada', '***'],
  ['pass:../ada', '***'],
  ['two words', '***'],
  ['ory_pat_abcdef', '***'],
])(
  'of a secret its name is recorded, unless it may be a value typed in its place: %s',
  (secret, recorded) => {
    expect(recordedParameters(secretReference, { secret })).toEqual({ secret: recorded });
  },
);
