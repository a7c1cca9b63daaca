import { expect, it } from 'vitest';
import { nearestNames } from '../../src/errors/nearest-names.ts';

const known = ['get-identity', 'delete-identity', 'list-sessions', 'list-oidc-accounts'];

it.each([
  ['get-identit', ['get-identity']],
  ['get-idnetity', ['get-identity']],
  ['list', ['list-sessions', 'list-oidc-accounts']],
  ['LIST-Sessions', ['list-sessions']],
  ['backup', []],
  ['', []],
])('near %j is %j', (typed, near) => {
  expect(nearestNames(typed, known)).toEqual(near);
});
