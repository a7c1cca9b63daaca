/**
 * False where Kratos surely takes a text for no telephone number in international form. It knows the plans of all countries, by
 * Google's libphonenumber; here only their outline is checked: a plus, a country code that begins with no 0, and as many digits as
 * the shortest and the longest number has.
 */
export function mayBePhoneNumber(text: string): boolean {
  const start = text.search(/[+\uff0b]/);
  if (start === -1) return false;
  const number = text.slice(start).replace(extension, '');
  const digits = number.replaceAll(/[^\p{Nd}]/gu, '');
  // On the keys of a telephone letters are digits: +1 800 FLOWERS.
  if (/\p{L}/u.test(number) || text.includes('phone-context')) return digits.length > 0;
  return digits.length >= 5 && digits.length <= 20 && !digits.startsWith('0');
}

/**
 * How Kratos keeps one to log in with a code: nothing but its digits. `+49 (0) 176 1` is +491761 to it, and +1 800 FLOWERS +18003569377.
 * It may be wrong where a country dials a zero after its code, too.
 */
export function internationalNumber(text: string): string {
  const number = text
    .normalize('NFKC')
    .replace(/^[^+]*/, '')
    .replace(extension, '');
  const dialled = /(?:[a-z].*){3}/i.test(number) ? number.replaceAll(/[a-z]/gi, keyOf) : number;
  const digits = dialled.replaceAll(/\(0\)|[^\d+]/g, '');
  return digits.startsWith('+') ? digits : text.trim();
}

/** The key of a telephone that a letter is on. */
function keyOf(letter: string): string {
  return '22233344455566677778889999'.charAt(letter.toLowerCase().charCodeAt(0) - 97);
}

const extension = /(?:;ext=|[\s,;]*(?:ext\.?|x|#)[\s:]*)\d{1,7}#?\s*$/i;
