import { Secret } from '../secret.ts';

/** The X25519 identities in a file as age-keygen writes it: lines of `AGE-SECRET-KEY-1…` between comments. */
export function identitiesIn(text: string): Secret[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(line))
    .map((line) => new Secret(line));
}

/** Such a file with one identity in it. */
export const identityText = (identity: Secret, recipient: string, created: Date): string =>
  `# created: ${created.toISOString()}\n# public key: ${recipient}\n${identity.reveal()}\n`;
