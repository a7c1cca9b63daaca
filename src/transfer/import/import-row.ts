import type { ConvertedIdentity, IdentityBody } from '../../sources/converted-identity.ts';
import type { RecordPlace } from '../../records/record.ts';

/** One row of the input as it was read, before it is checked. */
export interface InputRow {
  /** Counts the rows of all files together, from 1: the same row has the same number whenever the files are read again. */
  readonly position: number;
  readonly place: RecordPlace;
  /** As it stands in the file, for the rejects; of `--from`, the record of the other system. */
  readonly original: unknown;
  /**
   * What `POST /admin/identities` takes, and totp and lookup_secret besides. Nothing of it is checked yet but that it is an object;
   * where a problem rejects the row already, it may be empty, and need not be looked at.
   */
  readonly body: Readonly<Record<string, unknown>>;
  /** Where the body stands in the row, as a JSON pointer: `/create`; absent where the row is the body. */
  readonly bodyPointer?: string;
  /** As the row came with it; a UUID is made where it has none, when it is sent. */
  readonly patchId: string | undefined;
  /** Of the system it comes from, for --id-map: the `id` that Kratos gave it there, else its external_id. */
  readonly oldId: string | undefined;
  /** Names of what was dropped because Kratos makes it anew, such as `credentials.password.identifiers`; they are counted. */
  readonly stripped: readonly string[];
  /** Of a converted row, for the migration hook's file: the hash that Kratos cannot hold. */
  readonly hook?: NonNullable<ConvertedIdentity['hook']>;
  /** What reading or converting it found; one that rejects leaves it out. */
  readonly problems: readonly RowProblem[];
}

/** Of a row that could not be read at all there is only the problem. */
export type ReadRow =
  | { readonly row: InputRow }
  | {
      readonly unread: {
        readonly position: number;
        readonly place: RecordPlace;
        readonly problem: RowProblem;
        /** False for what concerns a file rather than a row: a warning, which is told once and is no row. */
        readonly isRow: boolean;
      };
    };

/** What is wrong with a row, in words that hold nothing of the person but a masked value. */
export interface RowProblem {
  /** One word, by which reports are grouped: `schema`, `password`, `duplicate`, `unknown-field`, `conflict`, `syntax` … */
  readonly code: string;
  /** A JSON pointer into the row as it stands in the file; of `--from`, the dotted field of the source; empty for the row as a whole. */
  readonly pointer: string;
  /** One sentence without a full stop: what is wrong, and what to do next. */
  readonly message: string;
  /** What stands there, masked. */
  readonly value?: string;
  /** The rule that was broken, such as `format: email` or `maxLength: 64`. */
  readonly rule?: string;
  /** Of a duplicate: the row that came first. */
  readonly earlier?: RecordPlace;
  /** Whether the row is left out because of it; else it is a warning. */
  readonly rejects: boolean;
}

/** A row that was checked. */
export interface CheckedRow {
  readonly row: InputRow;
  /** All problems, of reading and of checking. */
  readonly problems: readonly RowProblem[];
  /** What is sent, nothing in it that Kratos refuses; undefined when a problem rejects the row. */
  readonly ready: ReadyRow | undefined;
}

/** What is sent of a row, and how Kratos would find it. */
export interface ReadyRow {
  /** Without totp and lookup_secret. */
  readonly create: Omit<IdentityBody, 'credentials'> & {
    readonly credentials?: Pick<NonNullable<IdentityBody['credentials']>, 'password' | 'oidc' | 'saml'>;
  };
  /** What follows the creation as one JSON Patch. */
  readonly completion: Completion | undefined;
  /** Credential identifiers that its traits and links give it, as Kratos keeps them: addresses, user names, `provider:subject`. */
  readonly identifiers: readonly string[];
  /** Verification and recovery addresses as Kratos keeps them: `via:value`; no two identities have one of a kind. */
  readonly addresses: readonly string[];
  readonly hasPlainPassword: boolean;
}

export type Completion = Pick<NonNullable<IdentityBody['credentials']>, 'totp' | 'lookup_secret'>;
