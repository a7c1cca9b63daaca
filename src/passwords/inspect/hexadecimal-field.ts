import type { Fault } from './inspection.ts';

/**
 * Which of these fields stands in hexadecimal where base64 has to be, or undefined. Hexadecimal of whole bytes is base64
 * of others; but base64 of 24 characters is hexadecimal by chance once in 10^14.
 */
export function hexadecimalField(fields: Readonly<Record<string, Buffer>>): Fault | undefined {
  const name = Object.entries(fields).find(([, bytes]) => isHexadecimal(bytes))?.[0];
  if (name === undefined) return undefined;
  return {
    code: 'improbable',
    reason: `The ${name} stands in hexadecimal where base64 has to be.`,
    advice: `Write the base64 of the bytes of the ${name}; or of its text, if the source hashed the text.`,
  };
}

function isHexadecimal(bytes: Buffer): boolean {
  if (bytes.length < 18) return false;
  const text = bytes.toString('base64').replace(/=+$/, '');
  return (
    text.length % 2 === 0 && /\d/.test(text) && /[a-f]/i.test(text) && /^(?:[\da-f]+|[\dA-F]+)$/.test(text)
  );
}
