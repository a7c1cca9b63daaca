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
import { unreadFormat } from './unread-format.ts';

export interface ChosenSource {
  readonly name: SourceName;
  readonly source: Source;
  readonly files: readonly SourceFile[];
}

/**
 * The source that files come from, and what part each plays: the one that was named, else the only one that knows them
 * all. What begins strangely is taken as it was named, unless another source knows it. Fails with usage where there is
 * none, or more than one.
 */
export async function chooseSource(
  files: readonly InputFile[],
  named: SourceName | undefined,
): Promise<ChosenSource> {
  const heads = await Promise.all(files.map(fileHead));
  if (named !== undefined) return asNamed(files, heads, named);
  const attempts = await attemptsOf(heads);
  const fitting = attempts.filter(({ roles }) => roles.every((role) => role !== undefined));
  const [chosen, another] = fitting;
  if (chosen === undefined) throw notRecognised(heads, attempts);
  if (another !== undefined) throw ambiguous(heads, fitting);
  const { name, source, roles } = chosen;
  return { name, source, files: files.map((file, place) => ({ file, role: roles[place] ?? '' })) };
}

interface Attempt {
  readonly name: SourceName;
  readonly source: Source;
  readonly roles: readonly (string | undefined)[];
}

function attemptsOf(heads: readonly FileHead[]): Promise<readonly Attempt[]> {
  return Promise.all(
    sourceNames.map(async (name) => {
      const source = await loadSource(name);
      const roles = heads.map((head) => source.recognise(head));
      return { name, source, roles: roles.map((role) => (role === anyRows ? undefined : role)) };
    }),
  );
}

async function asNamed(
  files: readonly InputFile[],
  heads: readonly FileHead[],
  name: SourceName,
): Promise<ChosenSource> {
  const source = await loadSource(name);
  const roles = heads.map((head) => source.recognise(head));
  const strange = heads.filter((_, place) => roles[place] === undefined);
  const [another] = strange.length === 0 ? [] : (await attemptsOf(strange)).filter(knowsOne);
  const unreadable = another === undefined ? strange.find((head) => !mayBeUsers(name, head)) : strange[0];
  if (unreadable !== undefined)
    throw unreadFormat(unreadable) ?? notExported(unreadable, name, another?.name);
  return {
    name,
    source,
    files: files.map((file, place) => ({ file, role: roles[place] ?? strangeRole(name) })),
  };
}

const knowsOne = ({ roles }: Attempt): boolean => roles.some((role) => role !== undefined);

/** JSON of which the first record is broken or odd; rows and entries are known by every one of them. */
const mayBeUsers = (name: SourceName, { text }: FileHead): boolean =>
  name !== 'ldif' && /^[ \t]*[[{]/m.test(text);

function strangeRole(name: SourceName): string {
  if (name === 'django') return 'dump';
  return name === 'kratos' ? 'identities' : 'users';
}

function notExported({ name: file }: FileHead, named: SourceName, another: SourceName | undefined): IdpError {
  const what = `does not look like a file that ${named} exports`;
  if (another !== undefined) {
    return new IdpError('usage', `${file} ${what}, but like one of ${another}.`, {
      hint: `Leave --from out, or name what exported it.`,
    });
  }
  return new IdpError('usage', `${file} ${what}.`, {
    hint: `docs/migration.md says which files ${named} exports; a file of any other shape can be read with --from csv and --mapping.`,
  });
}

function notRecognised(heads: readonly FileHead[], attempts: readonly Attempt[]): IdpError {
  const strange = heads.filter((_, place) => attempts.every(({ roles }) => roles[place] === undefined));
  const [first] = strange.length > 0 ? strange : heads;
  const unread = strange.map(unreadFormat).find((error) => error !== undefined);
  if (unread !== undefined) return unread;
  const message =
    strange.length > 0
      ? `It was not recognised what system ${first?.name ?? 'the file'} was exported from.`
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
