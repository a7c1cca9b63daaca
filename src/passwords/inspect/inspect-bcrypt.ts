import { longestBcryptPassword } from '../bcrypt-limit.ts';
import { bcryptAlphabet, readBcrypt } from '../read-bcrypt.ts';
import type { Fault, Notes } from './inspection.ts';

/** bcrypt: the digest is compared as text, so that it has to be one that bcrypt can write. */
export function inspectBcrypt(hash: string, notes: Notes): Fault | undefined {
  const { variant, cost, digest, excess, decodeSalt } = readBcrypt(hash);
  notes.parameters = { variant, cost, 'longest-password-bytes': longestBcryptPassword };
  if (decodeSalt().length !== 16) return lineEndsInSalt;
  if (!isDigest(digest)) return otherDigest(digest.length);
  if (excess > 0) notes.cautions.push(`Kratos ignores the ${excess} bytes that follow the digest.`);
  return undefined;
}

/** 31 digits for 23 bytes: 2 bits of the last stand for nothing, and bcrypt writes zeros there. */
function isDigest(digest: string): boolean {
  return /^[./A-Za-z0-9]{31}$/.test(digest) && bcryptAlphabet.indexOf(digest.slice(-1)) % 4 === 0;
}

function otherDigest(length: number): Fault {
  return {
    code: 'impossible-digest',
    reason:
      length < 31
        ? `The digest has ${length} characters instead of 31.`
        : 'The digest is none that bcrypt can write: a character is wrong or missing.',
    advice: 'Take it anew from its source: 53 characters have to follow the cost, 60 are the whole.',
  };
}

const lineEndsInSalt: Fault = {
  code: 'improbable',
  reason: 'There are line ends in the salt, which make it shorter than bcrypt makes salts.',
  advice: 'Remove them, or take it anew from its source.',
};
