import { type Conversion, refused } from './conversion.ts';

/** What a reader of a hash throws; the message names the field that is wrong and says what would do. */
class RefusedHashError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RefusedHashError';
  }
}

/** Throws RefusedHashError. */
export function refuse(reason: string): never {
  throw new RefusedHashError(reason);
}

/** The conversion, or why it was refused. */
export function orRefused(convert: () => Conversion): Conversion {
  try {
    return convert();
  } catch (error) {
    if (error instanceof RefusedHashError) return refused(error.message);
    throw error;
  }
}

/** Why what is read was refused, or undefined. */
export function faultOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof RefusedHashError) return error.message;
    throw error;
  }
}
