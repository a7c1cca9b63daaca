import { decodeBase64 } from './decode-base64.ts';
import { type Explanation, UnmatchableHashError } from './unmatchable-hash.ts';

export interface Base64Field {
  /** What is in it, such as `salt`, for people. */
  name: string;
  padded: boolean;
  /** As in `decodeBase64`. */
  strict?: boolean;
  /** The kind of `idp password convert` that mends what is wrong with the form alone. */
  converter?: string;
}

/** Decodes one field of a hash as Kratos does; of what Kratos cannot decode it says why, and what would mend it. */
export function readBase64(text: string, field: Base64Field): Buffer {
  try {
    return decodeBase64(text, field);
  } catch (error) {
    if (error instanceof UnmatchableHashError) error.explanation = explain(text, field);
    throw error;
  }
}

function explain(text: string, { name, padded, converter }: Base64Field): Explanation {
  const orConvert =
    converter === undefined ? '' : ` Or convert it with: idp password convert --from ${converter}.`;
  const line = text.replaceAll(/[\r\n]/g, '');
  const bare = line.replace(/={1,2}$/, '');
  if (/\s/.test(bare) && /^[\w+/=\s-]*$/.test(bare)) {
    return { reason: `There is white space in the base64 of the ${name}.`, advice: `Remove it.${orConvert}` };
  }
  if (/^[\w-]*$/.test(bare) && /[-_]/.test(bare)) {
    return {
      reason: `The ${name} is URL-safe base64, and Kratos reads the standard alphabet only.`,
      advice: `Write + for - and / for _ in the ${name}.${orConvert}`,
    };
  }
  if (/^[A-Za-z0-9./]*$/.test(bare) && bare.includes('.')) {
    return {
      reason: `The ${name} is base64 of another alphabet, with dots in it.`,
      advice: `If passlib made it, write + for . in the ${name}; if it is text, write the base64 of that.`,
    };
  }
  if (!/^[A-Za-z0-9+/]*$/.test(bare)) {
    return {
      reason: `The ${name} is no base64.`,
      advice: `Write the ${name} in base64, of its bytes if it is text.`,
    };
  }
  if (!padded && line.includes('=')) {
    return {
      reason: `The base64 of the ${name} is padded, and this format has it without padding.`,
      advice: `Remove the = at the end of the ${name}.${orConvert}`,
    };
  }
  if (bare.length % 4 === 1) {
    return {
      reason: `The base64 of the ${name} has a length that no base64 has: it was cut, or it is text that was never encoded.`,
      advice: `Take it anew from its source, or write the bytes of the ${name} in base64.`,
    };
  }
  if (padded && line.length % 4 !== 0) {
    return {
      reason: `The base64 of the ${name} is not padded, and this format has it with padding.`,
      advice: `Add = at the end of the ${name} until its length is a multiple of 4.${orConvert}`,
    };
  }
  return {
    reason: `The base64 of the ${name} ends in bits that stand for nothing and are not zero: it was cut, or it is text that was never encoded.`,
    advice: `Take it anew from its source, or write the bytes of the ${name} in base64.`,
  };
}
