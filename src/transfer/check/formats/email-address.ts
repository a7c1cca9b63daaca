/**
 * Whether Kratos takes a text as an e-mail address: `a@b` is one, with blanks before it or any letter before the @, too. A display
 * name, blanks behind it, other letters than ASCII behind the @ and a dot at the end are not (measured with v26.2.0).
 */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at <= 0 || text.length > 254) return false;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (domain.endsWith('.') || !isHostname(domain) || !localPart.test(local)) return false;
  return plain.test(local) ? at <= 64 : Buffer.byteLength(local) <= 64 && Buffer.byteLength(text) <= 254;
}

/** Labels of 1 to 63 letters, digits and hyphens, none at the end of one, none at the very beginning; a dot at the end is fine. */
export function isHostname(text: string): boolean {
  return text.length <= 254 && hostname.test(text) && (text.length <= 253 || text.endsWith('.'));
}

const hostname = /^(?!-)(?:[a-z\d-]{0,62}[a-z\d]\.)*[a-z\d-]{0,62}[a-z\d]\.?$/i;
const plain = /^[\0-\x7f]*$/;

/** Go's net/mail: atoms with dots between them, or a quoted text; beyond ASCII everything is a letter. */
const localPart =
  /^[ \t]*(?:[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+)*|"(?:[\t !#-[\]-~\u0080-\uffff]|\\[\t -~\u0080-\uffff])+")$/;
