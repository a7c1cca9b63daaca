import { type Conversion, nothing } from './conversion.ts';
import { readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';
import { toKratos } from './to-kratos.ts';

export interface BcryptOptions {
  /** The system added a secret of its own to the password, as Devise does where `config.pepper` is set. */
  peppered?: boolean;
}

/** A bcrypt hash as Laravel, Devise, Node and most others keep it. */
export function convertBcrypt(text: string, options: BcryptOptions = {}): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('the hash is empty');
    const [, version = '', cost = '', rest = ''] = /^\$2([abxyz]?)\$(\d\d)\$(.*)$/.exec(hash) ?? [];
    if (rest === '') refuse('it does not begin as a bcrypt hash does, with $2b$ and two digits of cost');
    if (!/^[./A-Za-z0-9]{53}$/.test(rest)) {
      refuse(
        `53 characters of salt and digest have to follow the cost of bcrypt, here are ${rest.length}: it is cut off`,
      );
    }
    // PHP's fix of 2011 gave the hashes of the faulty code the letter x; they differ for bytes above 127 only.
    const known = version === 'x' ? `$2y$${cost}$${rest}` : hash;
    const caution =
      version === 'x'
        ? 'made by a faulty bcrypt ($2x$): a password with letters beyond ASCII will not match'
        : undefined;
    if (options.peppered !== true) return toKratos(known, caution);
    return toHook(
      'peppered-bcrypt',
      known,
      'a pepper was added to the password, which Kratos cannot do',
      caution,
    );
  });
}
