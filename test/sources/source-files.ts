import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyPassword } from '../../src/passwords/verify-password.ts';
import { openInput } from '../../src/records/open-input.ts';
import type { RecordProblem } from '../../src/records/record.ts';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import { fileHead } from '../../src/sources/file-head.ts';
import type { SourceSettings } from '../../src/sources/source-settings.ts';
import type { Source } from '../../src/sources/source.ts';

export const fixture = (path: string): string =>
  new URL(`../fixtures/sources/${path}`, import.meta.url).pathname;

/** What the source calls a file. */
export async function recognised(source: Source, path: string): Promise<string | undefined> {
  const file = await openInput(path);
  try {
    return source.recognise(await fileHead(file));
  } finally {
    file.close();
  }
}

export interface Converted {
  readonly value: Readonly<Record<string, unknown>>;
  readonly converted: ConvertedIdentity;
}

/** All records of files with what the source makes of them, and what was wrong with the files themselves. */
export async function convertAll(
  source: Source,
  paths: readonly string[],
  changes: Partial<SourceSettings> = {},
): Promise<{ users: Converted[]; problems: RecordProblem[] }> {
  const settings = { ...defaultSettings, ...changes };
  const workFolder = await mkdtemp(join(tmpdir(), 'idp-source-'));
  try {
    const files = await Promise.all(
      paths.map(async (path) => ({
        file: await openInput(path),
        role: (await recognised(source, path)) ?? '',
      })),
    );
    const users: Converted[] = [];
    const problems: RecordProblem[] = [];
    const world = { workFolder, settings, signal: AbortSignal.timeout(30_000) };
    for await (const chunk of source.read(files, world)) {
      for (const item of chunk) {
        if ('problem' in item) problems.push(item.problem);
        else users.push({ value: item.record.value, converted: source.toIdentity(item.record, settings) });
      }
    }
    return { users, problems };
  } finally {
    await rm(workFolder, { recursive: true });
  }
}

/** The same of text that stands in a file of that name. */
export async function convertText(
  source: Source,
  name: string,
  text: string,
  changes: Partial<SourceSettings> = {},
): ReturnType<typeof convertAll> {
  const folder = await mkdtemp(join(tmpdir(), 'idp-text-'));
  try {
    const path = join(folder, name);
    await writeFile(path, text);
    return await convertAll(source, [path], changes);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whether Kratos would take a password for the one that an identity was made with. */
export async function letsIn({ identity }: ConvertedIdentity, password: string): Promise<boolean> {
  const config = identity?.credentials?.password?.config;
  if (config === undefined) return false;
  if ('password' in config) return config.password === password;
  return 'hashed_password' in config && (await verifyPassword(password, config.hashed_password)).match;
}
