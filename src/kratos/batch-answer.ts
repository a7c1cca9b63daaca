import type { IdpError } from '../errors/idp-error.ts';

/** What came of `PATCH /admin/identities` with several identities. */
export type BatchAnswer = BatchMeasure & BatchOutcome;

export type BatchOutcome =
  | {
      /** Each has its answer, in the order of the request. */
      readonly kind: 'answered';
      readonly items: readonly ItemAnswer[];
    }
  | {
      /** Kratos itself refused the request as a whole, in its error shape: none was made. `words` are Kratos's. */
      readonly kind: 'refused';
      readonly status: number;
      readonly words: string;
    }
  | {
      /** 403: what stands in front of Kratos forbids it, all such requests or this one for what is in it. None was made. */
      readonly kind: 'forbidden';
      readonly error: IdpError;
    }
  | {
      /** 429: none was made. */
      readonly kind: 'busy';
      readonly retryAfterMs: number | undefined;
      readonly error: IdpError;
    }
  | {
      /** The connection was refused, or there was none: nothing reached Kratos. */
      readonly kind: 'unsent';
      readonly error: IdpError;
    }
  | {
      /** Sent, and no answer of Kratos came: cut off, timed out, a gateway's 502 to 504, an HTML page, malformed JSON. */
      readonly kind: 'unknown';
      readonly error: IdpError;
      readonly retryAfterMs: number | undefined;
    };

export interface BatchMeasure {
  /** From the request to the end of the answer, in milliseconds. */
  readonly tookMs: number;
  /** The server's Date of the answer, in milliseconds; undefined where none came. */
  readonly serverDate: number | undefined;
}

/** Of one identity: its id, or why not. A conflict (409) comes without a reason. */
export type ItemAnswer = { readonly id: string } | { readonly status: number; readonly words: string };
