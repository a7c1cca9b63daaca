import type { RecordOrProblem, SourceRecord } from '../../records/record.ts';
import { buildIdentity } from '../build-identity.ts';
import type { ConvertedIdentity } from '../converted-identity.ts';
import { anyRows, type FileHead, type ReadingWorld, type SourceFile } from '../source.ts';
import type { SourceSettings } from '../source-settings.ts';
import { mapRecords } from '../map-records.ts';
import { recogniseMapping } from './recognise-mapping.ts';
import { readRows } from './read-rows.ts';
import { rowIdentifiers } from './row-identifiers.ts';
import { rowLinks } from './row-links.ts';
import { rowPassword } from './row-password.ts';
import { rowDefaults } from './row-defaults.ts';
import { planRow } from './row-plan.ts';
import { rowFactors } from './row-factors.ts';
import { rowUnfolder } from './unfold-row.ts';

/** The name of the mapping that comes with idp for such a file, or `rows` for any other file of rows. */
export function recognise(head: FileHead): string | undefined {
  return recogniseMapping(head) ?? (head.text.trim() === '' ? undefined : anyRows);
}

/** Rows of CSV, or of JSON, one file after the other. */
export async function* read(
  files: readonly SourceFile[],
  { settings }: ReadingWorld,
): AsyncGenerator<readonly RecordOrProblem[]> {
  const unfold = rowUnfolder(settings);
  for (const { file } of files) yield* mapRecords(readRows(file, settings.details, settings.map), unfold);
}

/** One row by the mapping of the settings; what nothing is mapped from goes to metadata_admin under the mapping's name. */
export function toIdentity(record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  const plan = planRow(settings);
  const { value } = record;
  const identifiers = rowIdentifiers(value, plan.identifiers);
  const password = plan.password === undefined ? undefined : rowPassword(value, plan.password);
  const links = rowLinks(value, plan.links);
  const factors = rowFactors(value, plan);
  return buildIdentity(
    {
      source: plan.name,
      record,
      defaults: rowDefaults,
      addresses: identifiers.addresses,
      usernames: identifiers.usernames,
      password,
      links: links.links,
      totp: factors.totp,
      lookupCodes: factors.lookupCodes,
      used: [...identifiers.used, ...(password?.used ?? []), ...links.used, ...factors.used],
      leftOut: [],
      problems: [...identifiers.problems, ...links.problems, ...factors.problems],
    },
    settings,
  );
}
