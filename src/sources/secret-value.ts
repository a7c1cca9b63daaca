/** Whether a text is a hash of a password, a signed token or a private key by its form alone, whatever its field is called. */
export function isSecretForm(text: string): boolean {
  // Only a few first characters are worth a closer look.
  return text.length >= 13 && formsByStart[text[0] ?? '']?.test(text) === true;
}

const formsByStart: Readonly<Record<string, RegExp>> = {
  // crypt(3), PHC strings, phpass, WordPress, Drupal
  $: /^\$[\w-]{1,24}\$[\w./+=,$-]{8,}$/,
  // LDAP
  '{': /^\{(?:S?SHA\d*|S?MD5|CRYPT|PBKDF2[\w-]*|ARGON2\w*|BCRYPT|CLEARTEXT|X-[\w-]+)\}./i,
  // Django, werkzeug
  a: /^argon2\$argon2/,
  b: /^bcrypt(?:_sha256)?\$/,
  m: /^md5\$[^$]*\$[\da-f]{32}$/,
  p: /^pbkdf2[_:-]\w+[$:]/,
  s: /^(?:sha1\$[^$]*\$[\da-f]{40}$|sha(?:256|512)\$[^$]*\$[\da-f]{64,128}$|scrypt[:$])/,
  // JSON Web Tokens begin with {" in base64.
  e: /^eyJ[\w-]{8,}\.[\w-]+\.[\w-]*$/,
  o: /^otpauth:\/\//,
  '-': /^-----BEGIN [A-Z ]*PRIVATE KEY-----/,
};

/** Whether a text looks drawn at random: no id, no address, no time, no words. */
export function looksRandom(text: string): boolean {
  if (text.length < 12 || !/^[\w./+=:$~-]+$/.test(text) || isOrdinary.test(text)) return false;
  if (/^[\da-f]+$/i.test(text)) return /\d/.test(text) && /[a-f]/i.test(text);
  return (text.match(/\d+/g) ?? []).length > 2 || kindChanges(text) / text.length > 0.4;
}

/** How often a letter, a capital, a digit or anything else is followed by one of another kind: in words it is seldom. */
function kindChanges(text: string): number {
  return (text.match(/[a-z](?![a-z])|[A-Z](?![A-Z])|\d(?!\d)|[^A-Za-z\d](?=[A-Za-z\d])/g) ?? []).length - 1;
}

/** UUIDs, URLs, times of LDAP, and words and numbers that something separates: `pbkdf2-hmac-sha256`, `2024-01-15T10:30`. */
const isOrdinary =
  /^(?:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|[a-z][a-z\d+.-]*:\/\/.*|\d+(?:\.\d+)?[a-z]{0,2}|(?:[a-z]*\d{0,4}|\d{1,4}[a-z]{0,2}\d{0,2})(?:[-_.:/](?:[a-z]*\d{0,4}|\d{1,4}[a-z]{0,2}\d{0,2}))+)$/i;
