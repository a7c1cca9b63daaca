import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** The PasswordHash of ASP.NET Identity, version 2 or 3: base64 of a blob. */
export function convertAspnet(text: string): Conversion {
  return unread(text);
}
