import { IdpError } from '../../errors/idp-error.ts';
import { nearestNames } from '../../errors/nearest-names.ts';
import type { InputFile } from '../../records/input-file.ts';
import { beginsLikeJson } from '../../sources/begins-like-json.ts';
import { fileHead } from '../../sources/file-head.ts';
import { chooseConversion, type ReadChoices } from '../../sources/prepare-conversion.ts';
import { loadSource } from '../../sources/source-modules.ts';
import { anyRows, type FileHead, type SourceName, sourceNames } from '../../sources/source.ts';
import { unreadFormat } from '../../sources/unread-format.ts';
import type { IdentityFile, ImportReading } from './import-input.ts';

/**
 * How open files are read. What another system exported is converted only where it was named, and tables always; the rest are
 * identities, which stay as they are, unless it was said how they are to be changed. Fails with usage where a file is none of
 * this, or tables lie among identities.
 */
export async function chooseReading(files: readonly InputFile[], read: ReadChoices): Promise<ImportReading> {
  const { named } = read;
  if (named !== undefined && named !== 'kratos') return records(files, read);
  const isChanged = changes(read);
  const forms = await Promise.all(files.map((file) => formOf(file, named)));
  if (forms.every((form) => form === 'table')) return records(files, { ...read, named: 'csv' });
  const table = forms.indexOf('table');
  if (table !== -1) throw mixed(files[table]?.name ?? '');
  if (!isChanged) {
    return {
      kind: 'identities',
      files: files.flatMap((file, index): IdentityFile[] => {
        const form = forms[index];
        return form === undefined || form === 'table' ? [] : [{ file, form }];
      }),
    };
  }
  const yaml = forms.indexOf('yaml');
  if (yaml !== -1) throw unchangedYaml(files[yaml]?.name ?? '');
  return records(files, { ...read, named: 'kratos' });
}

async function records(files: readonly InputFile[], read: ReadChoices): Promise<ImportReading> {
  return { kind: 'records', ...(await chooseConversion(files, read)) };
}

/** Whether anything was said that makes other identities of them. */
function changes({ mapping, choices }: ReadChoices): boolean {
  const { map, set, provider, leaveOut, badPassword, hook } = choices;
  const lists = [map, set, provider, leaveOut];
  return mapping !== undefined || hook || badPassword !== 'reject' || lists.some((list) => list.length > 0);
}

async function formOf(file: InputFile, named: SourceName | undefined): Promise<'json' | 'yaml' | 'table'> {
  const head = await fileHead(file);
  const extension = /\.(jsonl?|ndjson|ya?ml|csv|tsv)(?:\.gz|\.zst)?$/i.exec(file.name)?.[1]?.toLowerCase();
  const isJson = (await beginsLikeJson(file)) || /^(?:jsonl?|ndjson)$/.test(extension ?? '');
  const isYaml = /^ya?ml$/.test(extension ?? '') || (!isJson && beginsLikeYaml.test(head.text));
  if (isJson && holdsIdentity(head.first)) return 'json';
  if (named === undefined && (await isMappedTable(head))) return 'table';
  if (isJson) {
    if (isYaml && head.first === undefined) return 'yaml';
    if (holdsKnownMember(head)) return 'json';
    // Rejected rows of a table are objects without the names of an identity.
    if (named === undefined && head.isOfRejects === true) return 'table';
    throw noIdentities(head.name);
  }
  const unread = unreadFormat(head);
  if (unread !== undefined) throw unread;
  if (isYaml) return 'yaml';
  if (named === undefined && (head.columns.length > 1 || extension === 'csv' || extension === 'tsv'))
    return 'table';
  throw notRecognised(file.name, named);
}

/** A list, a map or the mark of a document. */
const beginsLikeYaml =
  /^(?:\s*#[^\n]*\n|\s*\n|%[^\n]*\n)*(?:---\s|\s*-\s|['"]?[A-Za-z_][\w-]*['"]?:(?:\s|$))/;

function holdsIdentity(first: FileHead['first']): boolean {
  if (first === undefined) return false;
  const listed = first['identities'];
  const one: unknown = Array.isArray(listed) ? listed[0] : first;
  if (typeof one !== 'object' || one === null) return false;
  return Object.hasOwn(one, 'traits') || Object.hasOwn(one, 'create');
}

/** Whether a mapping that comes with idp is for it. Refuses what a system other than Kratos exported. */
async function isMappedTable(head: FileHead): Promise<boolean> {
  const known = await Promise.all(
    sourceNames.map(async (name) => {
      const role = name === 'kratos' ? undefined : (await loadSource(name)).recognise(head);
      return role === undefined || role === anyRows ? [] : [name];
    }),
  );
  const [name, ...others] = known.flat();
  if (name === undefined) return false;
  if (name === 'csv' && others.length === 0) return true;
  const names = [name, ...others].map((one) => `--from ${one}`).join(' or ');
  throw new IdpError(
    'usage',
    `${head.name} looks like what ${[name, ...others].join(' or ')} exports; say so with ${names}.`,
    { hint: `To see first what becomes of it: idp convert ${head.name} --sample 5.` },
  );
}

/** Rows of anything at all would be refused one by one; a name that is merely mistyped is told with its row. */
function holdsKnownMember({ first, isOfRejects = false }: FileHead): boolean {
  const members = Object.keys(first ?? {});
  return (
    first === undefined || members.some((member) => isAbout(member)) || (isOfRejects && members.length === 0)
  );
}

function noIdentities(name: string): IdpError {
  return new IdpError(
    'usage',
    `${name} holds no identities as Kratos takes them: the first record has no traits.`,
    {
      hint: 'Name what exported it with --from; records of any shape are read with --from csv and --mapping.',
    },
  );
}

const isAbout = (member: string): boolean =>
  identityMembers.includes(member) || nearestNames(member, identityMembers).length > 0;

const identityMembers = [
  'traits',
  'schema_id',
  'credentials',
  'create',
  'patch_id',
  'identities',
  'verifiable_addresses',
  'metadata_public',
  'metadata_admin',
  'external_id',
];

function notRecognised(name: string, named: SourceName | undefined): IdpError {
  if (named !== undefined) {
    return new IdpError('usage', `${name} holds no identities of Kratos: it is neither JSON nor YAML.`, {
      hint: 'Name with --from what it is, or leave that out.',
    });
  }
  const message = `It was not recognised what ${name} holds: neither JSON nor YAML, nor rows of CSV.`;
  return new IdpError('usage', message, {
    hint: `Name what exported it with --from: ${sourceNames.join(', ')}.`,
  });
}

function mixed(name: string): IdpError {
  return new IdpError('usage', `${name} is a table, and others of the files hold identities.`, {
    hint: 'Import the tables by themselves.',
  });
}

function unchangedYaml(name: string): IdpError {
  return new IdpError('usage', `${name} is YAML, of which identities are taken as they are.`, {
    hint: 'Leave --map, --set, --provider, --leave-out and --bad-password out, or write it as JSON lines.',
  });
}
