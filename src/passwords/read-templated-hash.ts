import { explained } from './explained.ts';
import { readBase64 } from './read-base64.ts';
import { scanText } from './scan-parameters.ts';

export interface TemplatedHash {
  /** Such as `{SALT}:{PASSWORD}`. */
  template: Buffer;
  salt: Buffer;
  digest: Buffer;
}

/** Reads `pf=<template>`, salt and digest, each in padded base64. */
export function readTemplatedHash(
  fields: readonly [template: string, salt: string, digest: string],
): TemplatedHash {
  const template = explained(noTemplate, () => scanText(fields[0], 'pf'));
  return {
    template: readBase64(template, { name: 'template', padded: true }),
    salt: readBase64(fields[1], { name: 'salt', padded: true }),
    digest: readBase64(fields[2], { name: 'digest', padded: true }),
  };
}

const noTemplate = {
  reason: 'There is no template where one has to be (pf=… with base64 of, for instance, {SALT}{PASSWORD}).',
  advice:
    'Put it before the salt: pf=e1NBTFR9e1BBU1NXT1JEfQ== is {SALT}{PASSWORD}, pf=e1BBU1NXT1JEfXtTQUxUfQ== is {PASSWORD}{SALT}.',
};
