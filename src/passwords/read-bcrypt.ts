import { decodeBase64 } from './decode-base64.ts';
import { explained } from './explained.ts';
import { goQuote } from './go-quote.ts';
import { malformedHash } from './unmatchable-hash.ts';

export interface BcryptHash {
  /** `2`, `2a`, `2b`, `2y` or `2z`, which all mean the same to Kratos. */
  variant: string;
  cost: number;
  /** What is compared: 31 characters, fewer when the hash was cut. */
  digest: string;
  /** How much stands after the digest, where Kratos does not look; in bytes. */
  excess: number;
  /** Kratos does so last. */
  decodeSalt: () => Buffer;
}

/** The digits of bcrypt's base64. */
export const bcryptAlphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Reads a hash that begins as a bcrypt hash does, and no more strictly than Kratos: between cost and salt anything may stand. */
export function readBcrypt(hash: string): BcryptHash {
  // Kratos counts in bytes.
  const text = Buffer.from(hash).toString('latin1');
  if (text.length < shortest) {
    throw malformedHash('crypto/bcrypt: hashedSecret too short to be a bcrypted password', {
      reason: 'It is too short: 22 characters of salt and 31 of digest have to follow the cost.',
      advice: 'Take it anew from its source: it was cut, perhaps by a column too narrow.',
    });
  }
  const [prefix = ''] = /^\$2[abzy]?\$/.exec(text) ?? [];
  const saltStart = prefix.length + 3;
  const digestStart = saltStart + saltLength;
  return {
    variant: prefix.slice(1, -1),
    cost: costOf(text.slice(prefix.length, prefix.length + 2)),
    digest: text.slice(digestStart, digestStart + digestLength),
    excess: Math.max(0, text.length - digestStart - digestLength),
    decodeSalt: () => decodeSalt(text.slice(saltStart, digestStart)),
  };
}

const shortest = 59;
const saltLength = 22;
const digestLength = 31;

function costOf(text: string): number {
  if (!/^[-+\d]\d$/.test(text)) {
    throw malformedHash(`strconv.Atoi: parsing ${goQuote(Buffer.from(text, 'latin1'))}: invalid syntax`, {
      reason: 'Its cost is no number of two digits.',
      advice: 'Write a cost of one digit as two: $2b$08$, not $2b$8$.',
    });
  }
  const cost = Number(text);
  if (cost < 4 || cost > 31) {
    throw malformedHash(`crypto/bcrypt: cost ${cost} is outside allowed inclusive range 4..31`, {
      reason: `bcrypt has costs from 4 to 31, and not ${cost}.`,
      advice: 'Take it anew from its source: the cost is part of what was computed.',
    });
  }
  return cost;
}

function decodeSalt(text: string): Buffer {
  const explanation = {
    reason: "There are characters in the salt that bcrypt's base64 (./A-Za-z0-9) does not have.",
    advice: 'Take it anew from its source.',
  };
  return explained(explanation, () =>
    decodeBase64(`${text}==`, { alphabet: bcryptAlphabet, padded: true, strict: false }),
  );
}
