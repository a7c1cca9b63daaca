import { expect, test } from 'vitest';
import { uuidProblem } from '../../../src/sandbox/sessions/uuid-problem.ts';

// As a real Kratos v26.2.0 answered each of them at /admin/sessions/{id}.
test.each([
  ['nope', 'uuid: incorrect UUID length 4 in string "nope"'],
  ['z'.repeat(32), 'uuid: invalid UUID format'],
  ['z'.repeat(36), `uuid: incorrect UUID format in string "${'z'.repeat(36)}"`],
  ['zzzzzzzz-0000-4000-8000-000000000000', 'uuid: invalid UUID format'],
  [
    '6f0b3c6e-0000-4000-8000x000000000000',
    'uuid: incorrect UUID format in string "6f0b3c6e-0000-4000-8000x000000000000"',
  ],
  ['{6f0b3c6e-0000-4000-8000-00000000000z}', 'uuid: invalid UUID format'],
  [
    '{6f0b3c6e-0000-4000-8000-000000000000)',
    'uuid: incorrect UUID format in string "{6f0b3c6e-0000-4000-8000-000000000000)"',
  ],
  ['urn:uuid:6f0b3c6e-0000-4000-8000-00000000000z', 'uuid: invalid UUID format'],
  ['urn:uuix:6f0b3c6e-0000-4000-8000-000000000000', 'uuid: incorrect UUID format in string "urn:uuix:"'],
])('says why %s is no UUID', (text, problem) => {
  expect(uuidProblem(text)).toBe(problem);
});
