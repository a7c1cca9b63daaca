import { recogniseKind } from '../convert/recognise-kind.ts';
import { hashFormatOf } from '../recognised-prefix.ts';
import type { Explanation } from '../unmatchable-hash.ts';
import { foreignCryptKinds } from './foreign-crypt.ts';
import { foreignDigestKinds } from './foreign-digest.ts';
import { foreignFrameworkKinds } from './foreign-framework.ts';
import type { ForeignKind } from './foreign-kind.ts';
import { foreignLdapKinds } from './foreign-ldap.ts';
import { recogniseAspnet } from './recognise-aspnet.ts';

export interface ForeignHash extends Explanation {
  /** The name of the kind, or `unknown`. */
  format: string;
  parameters: Record<string, string | number>;
}

/** Names a hash that begins as none of Kratos's formats does, and says what becomes of it. */
export function nameForeignHash(hash: string): ForeignHash {
  const aspnet = recogniseAspnet(hash);
  if (aspnet !== undefined)
    return foreign({ name: 'aspnet', what: "ASP.NET Identity's", convert: 'aspnet' }, aspnet);
  if (/^\s*$/.test(hash)) return empty;
  const encoded = nameEncoded(hash);
  if (encoded !== undefined) return encoded;
  for (const kind of kinds) {
    const match = kind.is.exec(hash);
    if (match !== null) return foreign(kind, numbersOf(match.groups));
  }
  return nameWrapped(hash) ?? nameObject(hash) ?? unknown;
}

const kinds = [...foreignCryptKinds, ...foreignLdapKinds, ...foreignFrameworkKinds, ...foreignDigestKinds];

function foreign(
  { name, what, convert, needsHook, advice }: Omit<ForeignKind, 'is'>,
  parameters: Record<string, string | number>,
): ForeignHash {
  const conversion = convert && `Convert it with: idp password convert --from ${convert}.`;
  const advices = [conversion, advice].filter((text) => text !== undefined);
  return {
    format: name,
    parameters,
    reason: `It is ${what}. Kratos imports no such hash.`,
    ...(advices.length > 0
      ? { advice: advices.join(' ') }
      : needsHook
        ? { needsHook }
        : { advice: hopeless }),
  };
}

const hopeless = 'Nothing here can convert or verify it: let these people set a new password by recovery.';

function numbersOf(groups: Record<string, string | undefined> | undefined): Record<string, number> {
  const entries = Object.entries(groups ?? {}).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries.map(([name, digits]) => [name, Number(digits)]));
}

/** A hash as it should be, but for what stands around it. */
function nameWrapped(hash: string): ForeignHash | undefined {
  const bare = hash.slice(0, 4096).replace(/^[\s"'`\uFEFF\u200B]+/, '');
  if (bare.length === Math.min(hash.length, 4096)) return undefined;
  const format = hashFormatOf(bare);
  if (format === undefined) return undefined;
  return {
    format,
    parameters: {},
    reason: 'White space or a quotation mark stands before it.',
    advice: 'Remove what stands before the hash, and what stands after it.',
  };
}

/** LDIF writes values after two colons in base64. */
function nameEncoded(text: string): ForeignHash | undefined {
  if (text.length > 4096 || !/^[\w+/-]{16,}={0,2}$/.test(text)) return undefined;
  const hash = Buffer.from(text, 'base64').toString('latin1');
  if (hashFormatOf(hash) === undefined && !/^(?:\{[\w./-]{2,20}\}|\$\d[a-z]?\$)/.test(hash)) return undefined;
  return {
    format: 'base64',
    parameters: {},
    reason: 'It is base64 of a hash, as LDIF has it after two colons.',
    advice: 'Decode it, and inspect what comes out.',
  };
}

function nameObject(text: string): ForeignHash | undefined {
  if (!/^\s*\{\s*"/.test(text)) return undefined;
  const convert = recogniseKind(text);
  return {
    format: convert ?? 'json',
    parameters: {},
    reason: 'It is a JSON object, and Kratos imports a hash as one text.',
    advice: `Convert it with: idp password convert --from ${convert ?? 'KIND'}.`,
  };
}

const empty: ForeignHash = {
  format: 'unknown',
  parameters: {},
  reason: 'There is no hash.',
  advice: 'Import this person without a password.',
};

const unknown: ForeignHash = {
  format: 'unknown',
  parameters: {},
  reason: 'It begins like no hash that is known here; perhaps it is no hash, or only a piece of one.',
  advice:
    'idp password convert --help lists what can be converted. A password itself is imported as password, not as a hash.',
};
