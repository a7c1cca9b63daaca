import type { Answer } from '../../contract/send.ts';

/** The internal errors that Kratos itself answers to what the sequences send; any other is a defect of the sandbox. */
const expectedErrors: readonly { readonly reason: string; readonly words: RegExp }[] = [
  { reason: 'its columns are short', words: /value too long for type character varying\(64\)/ },
  { reason: 'it refuses an empty identifier late', words: /missing or empty identifier/ },
  { reason: 'it looks up the type of a credential late', words: /appropriate credentials_type for name/ },
  {
    reason: 'it reads configurations that a JSON Patch made',
    words: /cannot unmarshal number into Go struct field/,
  },
  {
    reason: 'the policy of passwords is not asked as one',
    words: /The password must be at most 72 characters long/,
  },
];

export function isExpectedError(answer: Answer): boolean {
  return answer.status === 500 && expectedErrors.some(({ words }) => words.test(answer.text));
}
