/**
 * A userPassword without the exclamation marks by which an administrator locks an account, before its scheme or behind it;
 * undefined where it is not locked. Within plain text they are part of the password.
 */
export function unlockLdap(value: string): string | undefined {
  const [, before = '', scheme, rest = ''] = /^(!*)(\{[\w./+-]+\})(.*)$/s.exec(value) ?? [];
  if (scheme === undefined) return undefined;
  const [behind] = ofPlainText.test(scheme) ? [''] : (/^!+(?=[^!])/.exec(rest) ?? ['']);
  return before === '' && behind === '' ? undefined : `${scheme}${rest.slice(behind.length)}`;
}

const ofPlainText = /^\{(?:CLEAR|PLAIN)(?:TEXT)?\}$/i;
