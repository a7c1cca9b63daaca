import { IdpError } from '../errors/idp-error.ts';
import type { InputFile } from '../records/input-file.ts';
import { fileHead } from './file-head.ts';
import { loadSource } from './source-modules.ts';
import {
  anyRows,
  type FileHead,
  type Source,
  type SourceFile,
  type SourceName,
  sourceNames,
} from './source.ts';

export interface ChosenSource {
  readonly name: SourceName;
  readonly source: Source;
  readonly files: readonly SourceFile[];
}

/**
 * The source that files come from, and what part each plays: the one that was named, else the only one that knows them
 * all. Fails with usage where there is none, or more than one.
 */
export async function chooseSource(
  files: readonly InputFile[],
  named: SourceName | undefined,
): Promise<ChosenSource> {
  const heads = await Promise.all(files.map(fileHead));
  const candidates = named === undefined ? sourceNames : [named];
  const attempts = await Promise.all(
    candidates.map(async (name) => {
      const source = await loadSource(name);
      const roles = heads.map((head) => source.recognise(head));
      return {
        name,
        source,
        roles: roles.map((role) => (named === undefined && role === anyRows ? undefined : role)),
      };
    }),
  );
  const fitting = attempts.filter(({ roles }) => roles.every((role) => role !== undefined));
  const [chosen, another] = fitting;
  if (chosen === undefined) throw notRecognised(heads, attempts, named);
  if (another !== undefined) throw ambiguous(heads, fitting);
  const { name, source, roles } = chosen;
  return { name, source, files: files.map((file, place) => ({ file, role: roles[place] ?? '' })) };
}

type Attempt = { readonly name: SourceName; readonly roles: readonly (string | undefined)[] };

function notRecognised(
  heads: readonly FileHead[],
  attempts: readonly Attempt[],
  named: SourceName | undefined,
): IdpError {
  const strange = heads.filter((_, place) => attempts.every(({ roles }) => roles[place] === undefined));
  const [first] = strange.length > 0 ? strange : heads;
  const file = first?.name ?? 'the file';
  if (named !== undefined) {
    return new IdpError('usage', `${file} does not look like a file that ${named} exports.`, {
      hint: `docs/migration.md says which files ${named} exports; a file of any other shape can be read with --from csv and --mapping.`,
    });
  }
  const message =
    strange.length > 0
      ? `It was not recognised what system ${file} was exported from.`
      : 'The files were exported from different systems.';
  return new IdpError('usage', message, {
    hint: `Name it with --from: ${sourceNames.join(', ')}.`,
  });
}

function ambiguous(heads: readonly FileHead[], fitting: readonly Attempt[]): IdpError {
  const names = fitting.map(({ name }) => name);
  const file = heads.length === 1 ? (heads[0]?.name ?? '') : 'These files';
  return new IdpError('usage', `${file} may come from ${names.join(' or from ')}.`, {
    hint: `Say which with --from ${names[0]}.`,
  });
}
