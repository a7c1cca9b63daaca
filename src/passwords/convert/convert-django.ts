import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The password of Django's auth_user, such as `pbkdf2_sha256$600000$salt$base64` or `argon2$argon2id$…`. */
export function convertDjango(text: string): Conversion {
  return unread(text);
}
