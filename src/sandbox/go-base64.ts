import { decodeBase64, IllegalBase64Error } from '../passwords/decode-base64.ts';

/** At which byte Go's decoder of standard base64 gives up on a text; undefined when it does not. */
export function illegalBase64At(text: string): number | undefined {
  try {
    decodeBase64(text, { padded: true, strict: false });
    return undefined;
  } catch (error) {
    if (error instanceof IllegalBase64Error) return error.position;
    throw error;
  }
}
