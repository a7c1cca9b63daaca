import { IdpError } from '../errors/idp-error.ts';
import type { RecordPlace, RecordProblem, SourceRecord } from '../records/record.ts';
import type { ChosenSource } from './choose-source.ts';
import type { ConvertedIdentity, IdentityProblem, IdentityProblemCode } from './converted-identity.ts';
import { strangeShape } from './map-records.ts';
import type { ReadingWorld, Source } from './source.ts';
import type { SourceSettings } from './source-settings.ts';
import { type UnmetChoices, watchChoices } from './unmet-choices.ts';
import { openUniqueIndex, type UniqueIndex } from './unique-index.ts';

/** What became of one record, or of something in a file that is none. */
export interface ConversionStep {
  readonly place: RecordPlace;
  /** As it was read; undefined where it could not be. */
  readonly value: SourceRecord['value'] | undefined;
  /** False for what concerns a file rather than a record. */
  readonly isRecord: boolean;
  /** Undefined when the record is rejected. */
  readonly identity: ConvertedIdentity['identity'];
  readonly hook: ConvertedIdentity['hook'];
  readonly password: string;
  readonly inMetadata: readonly string[];
  readonly leftOut: readonly string[];
  readonly problems: readonly ConversionProblem[];
}

export type ConversionProblem = Omit<IdentityProblem, 'code'> & {
  readonly code: IdentityProblemCode | RecordProblem['code'];
};

/**
 * All records of an export as identities, in the order of the files, with what is wrong among them; nothing that is wrong
 * with one record ends it. Addresses, user names, links and ids are unique in what it gives: the first record has them; who
 * finds that out elsewhere brings an index that takes everything.
 */
export async function* convertFiles(
  { name, source, files }: ChosenSource,
  world: ReadingWorld,
  index?: Pick<UniqueIndex, 'claim' | 'close'>,
): AsyncGenerator<readonly ConversionStep[]> {
  const unique = index ?? openUniqueIndex(world.workFolder);
  // A table tells of its columns itself, and a mapping that comes with idp has fields that not every export has.
  const choices = watchChoices(name === 'csv' ? { ...world.settings, map: new Map() } : world.settings);
  let first: RecordPlace | undefined;
  try {
    for await (const chunk of source.read(files, world)) {
      world.signal.throwIfAborted();
      yield chunk.map((item) => {
        if ('problem' in item) return unreadStep(item.problem);
        first ??= item.record.place;
        choices.look(item.record.value);
        return claimed(item.record, understood(source, item.record, world.settings), unique);
      });
    }
    if (first !== undefined) yield unmetSteps(choices, first);
  } finally {
    unique.close();
  }
}

function unmetSteps(choices: UnmetChoices, place: RecordPlace): ConversionStep[] {
  return choices
    .left()
    .map(({ field, message }) => unreadStep({ place, field, code: 'no-such-field', message, fatal: false }));
}

/** A file may hold anything: a record of a shape that no export has is left out by itself, and does not end the others. */
function understood(source: Source, record: SourceRecord, settings: SourceSettings): ConvertedIdentity {
  try {
    return source.toIdentity(record, settings);
  } catch (error) {
    if (error instanceof IdpError) throw error;
    return { ...nothing, unique: [], problems: [strange] };
  }
}

const strange: IdentityProblem = {
  code: 'field',
  field: '',
  message: strangeShape,
  rejects: true,
};

function unreadStep({ place, field, code, message, names = [] }: RecordProblem): ConversionStep {
  const isWarning = warnings.has(code);
  return {
    ...nothing,
    place,
    value: undefined,
    isRecord: code !== 'unreadable' && !isWarning,
    leftOut: names,
    problems: [{ code, field: field ?? '', message, rejects: !isWarning }],
  };
}

const warnings: ReadonlySet<string> = new Set<RecordProblem['code']>([
  'unjoined',
  'beside-records',
  'no-such-column',
  'no-such-field',
]);

const nothing = {
  identity: undefined,
  hook: undefined,
  password: 'none',
  inMetadata: [],
  leftOut: [],
} as const;

function claimed(
  record: SourceRecord,
  converted: ConvertedIdentity,
  unique: Pick<UniqueIndex, 'claim'>,
): ConversionStep {
  const { place, value } = record;
  const step = { ...converted, place, value, isRecord: true };
  if (converted.identity === undefined) return step;
  const earlier = unique.claim(converted.unique, place);
  if (earlier === undefined) return step;
  const problem: ConversionProblem = { ...duplicate, earlier };
  return { ...step, identity: undefined, hook: undefined, problems: [...converted.problems, problem] };
}

const duplicate = {
  code: 'duplicate',
  field: '',
  message: 'an earlier record has the same address, user name, link or id; Kratos would refuse the second',
  rejects: true,
} as const;
