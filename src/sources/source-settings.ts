import type { FieldMap } from './field-map.ts';

/** What the one who converts has decided; the same for every record. */
export interface SourceSettings {
  /** Beside the source's own defaults, which it overrides target by target. */
  readonly map: FieldMap;
  /** Constants by target path, set last: metadata_admin.migrated_at, schema_id, state, traits.tenant … */
  readonly set: ReadonlyMap<string, unknown>;
  /** The source's name of a social provider → the id of the provider in Kratos's configuration. */
  readonly providers: ReadonlyMap<string, string>;
  /** Fields of the source that shall go nowhere. */
  readonly leaveOut: ReadonlySet<string>;
  /** What becomes of a record whose password cannot be brought over. */
  readonly badPassword: 'reject' | 'without-password';
  /** Whether hashes that Kratos cannot hold go to a file for the migration hook; else they are bad passwords. */
  readonly hook: boolean;
  /** What one source alone wants to know, by name: firebase's hash_config, the pepper's kind, the kind of csv's hashes. */
  readonly details: Readonly<Record<string, unknown>>;
}
