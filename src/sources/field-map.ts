import type { ConversionSettings } from '../passwords/convert/convert-hash.ts';

/**
 * Target path → where in the record it comes from. Targets: `traits.…`, `metadata_public.…`, `metadata_admin.…`,
 * `external_id`, `state`, `schema_id`, and for a source that knows nothing of its columns `verified.<trait path>`,
 * `credentials.password`, `credentials.oidc.<provider>`, `credentials.totp`. Undefined takes a default away.
 */
export type FieldMap = ReadonlyMap<string, FieldOrigin | undefined>;

export interface FieldOrigin {
  /** A dotted path in the record; a number is a place in a list; `\.` is a dot within a name. */
  readonly from: string;
  /** Paths of the same kind, read in this order where `from` is absent or empty. */
  readonly otherwise?: readonly string[] | undefined;
  /** How the value is read; as it is, unless given. `first` is the first of a list. */
  readonly as?: 'text' | 'number' | 'boolean' | 'json' | 'list' | 'first' | 'time' | undefined;
  /** Other words for it, such as `CONFIRMED: active`; a value that is not listed is a problem. */
  readonly values?: ReadonlyMap<string, unknown> | undefined;
  /** Of `credentials.password` alone. */
  readonly hash?: HashOrigin | undefined;
  /** Of `credentials.oidc` without a provider's name: `from` is then a list of objects, or empty for the record itself. */
  readonly link?: LinkOrigin | undefined;
  /** Of `verified.…` alone: `from` is a list of addresses with a flag each, of which the trait's own counts. */
  readonly listed?: ListedFlag | undefined;
}

export interface HashOrigin {
  /** A kind of convert-hash.ts, `kratos` or `plain`; recognised by the text of the hash unless given. */
  readonly kind?: string | undefined;
  /** What the kind calls it → where it stands in the record, for kinds of several fields: the salt and the like. */
  readonly fields: ReadonlyMap<string, string>;
  readonly settings: ConversionSettings;
}

/** Names in each object of the list. */
export interface ListedFlag {
  readonly address: string;
  readonly flag: string;
}

/** Names in each object of the list. */
export interface LinkOrigin {
  readonly provider: string;
  readonly subject: string;
}
