/**
 * What the name of a field says of its value:
 * - `secret`: a password, a hash, a token or the like, whatever it looks like
 * - `about-a-secret`: something told of one (`passwordChanged`, `secret_type`); secret only if it looks drawn at random
 * - `perhaps`: `key`, `hash`, `digest` can be anything; secret if it looks drawn at random
 * - `harmless`: anything else (`monkey`, `hashtag`, `keyboard`, `secretary`, `email_verified_token_at`)
 */
export type NameKind = 'secret' | 'about-a-secret' | 'perhaps' | 'harmless';

export function nameKindOf(name: string): NameKind {
  const before = known.get(name);
  if (before !== undefined) return before;
  const kind = kindOfWords(wordsOf(name));
  if (known.size < 10_000) known.set(name, kind);
  return kind;
}

/** Exports have a few hundred names a million times each. */
const known = new Map<string, NameKind>();

/** `resetPasswordKey2` and `reset_password_key` are reset, password, key. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

function kindOfWords(words: readonly string[]): NameKind {
  const last = words.at(-1) ?? '';
  const others = words.slice(0, -1);
  if (secretAnywhere.test(last) || secretAtTheEnd.test(last)) return 'secret';
  if (partOfPair.test(last) && others.some((word) => firstOfPair.test(word))) return 'secret';
  if (others.some((word) => secretAnywhere.test(word))) return about.test(last) ? 'about-a-secret' : 'secret';
  if (!others.includes('public') && perhapsAtTheEnd.test(last)) return 'perhaps';
  return 'harmless';
}

const secretAnywhere =
  /passwor[dt](?!less)|passwd|passphrase|passcode|kennwort|wachtwoord|contrase[nñ]a|credential|^(?:pwd|senha|secrets?)$|.secrets?$|^secret(?:key|data|value)$/;
const secretAtTheEnd =
  /^(?:pass|pw|salts?|pins?|t?otp|jwts?)$|tokens?$|^(?:pw|pass|user)(?:hash|salt)$|^(?:api|access|auth|private|secret|session|signer|activation)keys?$/;
const firstOfPair =
  /^(?:api|access|activation|auth|authentication|backup|confirmation|emergency|encryption|hmac|login|master|mfa|otp|panic|private|recovery|reset|scratch|security|session|signer|signing|tfa|totp|verification)$/;
const partOfPair = /^(?:keys?|codes?|answers?|questions?|hash(?:es)?)$/;
const perhapsAtTheEnd = /^keys?$|hash(?:es|ed)?$|digests?$|crypt$/;
const about =
  /^(?:age|algo|algorithm|at|attempts|by|changed?|cost|count|created|date|days|enabled|expir(?:ed|es|y|ation)|failures|flag|format|hasher|id|instant|iterations|label|length|lifetime|locked|method|modified|name|needed|number|on|policy|provider|reason|remaining|required|rounds|scheme|set|since|source|state|status|strength|time|timestamp|total|type|until|updated?|used|verified|version)$/;
