/**
 * The formats that Kratos's validator checks otherwise than ajv-formats does. Values of other types
 * than text never reach them.
 */
export const kratosFormats: Readonly<Record<string, (value: string) => boolean>> = {
  email: isEmail,
  hostname: isHostname,
  tel: isPhoneNumber,
  'no-validate': () => true,
};

/**
 * Whether a trait can be an e-mail address: `a@b` can, and blanks before it; a display name, blanks
 * behind it and non-ASCII characters in the domain cannot.
 */
export function isEmail(text: string): boolean {
  const value = text.replace(/^[ \t]+/, '');
  if (Buffer.byteLength(value) > 254) return false;
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at);
  const domain = value.slice(at + 1);
  return (
    at > 0 &&
    Buffer.byteLength(local) <= 64 &&
    localPart.test(local) &&
    isHostname(domain) &&
    !domain.endsWith('.')
  );
}

/** Whether it can be a phone number in international form. Not checked against numbering plans, as Kratos does. */
export function isPhoneNumber(value: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(value.replaceAll(/[\s().-]/g, ''));
}

function isHostname(value: string): boolean {
  const name = value.replace(/\.$/, '');
  return (
    name.length <= 253 &&
    !name.startsWith('-') &&
    name.split('.').every((label) => /^[a-z\d-]{1,63}$/i.test(label) && !label.endsWith('-'))
  );
}

// Dot-separated atoms of RFC 5322, which RFC 6532 extends by everything beyond ASCII, or a quoted string.
const localPart =
  /^(?:[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+)*|"(?:[^"\\\r\n]|\\.)+")$/u;
