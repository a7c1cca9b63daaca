import { decodeBase64 } from './decode-base64.ts';
import { fillTemplate } from './fill-template.ts';
import { scanText } from './scan-parameters.ts';

/**
 * Of `pf=<template>`, salt and digest, each in padded base64: what there is to hash for this password, and the
 * digest it is to be compared with. Throws UnmatchableHashError for what cannot be decoded.
 */
export function readTemplatedHash(
  fields: readonly [template: string, salt: string, digest: string],
  password: Buffer,
): { message: Buffer; digest: Buffer } {
  const template = decodeBase64(scanText(fields[0], 'pf'), { padded: true });
  const salt = decodeBase64(fields[1], { padded: true });
  const digest = decodeBase64(fields[2], { padded: true });
  return { message: fillTemplate(template, { salt, password }), digest };
}
