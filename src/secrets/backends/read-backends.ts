import { IdpError } from '../../errors/idp-error.ts';
import { parseLocated, type Fail } from '../../yaml/located-document.ts';
import { readRegularFile } from '../../yaml/read-regular-file.ts';
import { isBackendName } from './backend-reference.ts';
import type { CommandSettings, DeclaredBackends } from './command-settings.ts';

/** The backends that a file declares; none where there is no file. Fails with storage-failed, or usage and the place of the fault. */
export function readBackends(file: string): DeclaredBackends {
  const text = readText(file);
  if (text.trim() === '') return { file, backends: new Map() };
  const { document, fail } = parseLocated(text, file, 'Mend the file: docs/secrets.md has examples.');
  return { file, backends: checked(document.toJS() ?? {}, fail) };
}

function readText(file: string): string {
  try {
    return readRegularFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('storage-failed', `The backends in ${file} cannot be read: ${why}.`);
  }
}

function checked(root: unknown, fail: Fail): ReadonlyMap<string, CommandSettings> {
  if (!isMap(root)) return fail([], 'a map with the key backends is expected');
  const unknown = Object.keys(root).find((key) => key !== 'backends');
  if (unknown !== undefined) return fail([unknown], 'an unknown key; known is backends');
  const backends = root['backends'] ?? {};
  if (!isMap(backends)) return fail(['backends'], 'a map of backends is expected');
  return new Map(Object.entries(backends).map(([name, settings]) => [name, backend(name, settings, fail)]));
}

function backend(name: string, settings: unknown, fail: Fail): CommandSettings {
  const at = ['backends', name];
  if (!isBackendName(name)) {
    return fail(
      at,
      'a backend is named by lower-case letters, digits and -, begins with a letter, and is not secret',
    );
  }
  if (name === 'env') return fail(at, 'env is the environment, and needs no command');
  if (!isMap(settings)) return fail(at, `backend ${name} is not a map`);
  const unknown = Object.keys(settings).find((key) => !known.has(key));
  if (unknown !== undefined) {
    return fail([...at, unknown], `backend ${name} has an unknown key; known are ${[...known].join(', ')}`);
  }
  const select = selectOf(settings['select'], (what) =>
    fail([...at, 'select'], `select of backend ${name} ${what}`),
  );
  return {
    command: commandOf(settings['command'], (what) =>
      fail([...at, 'command'], `command of backend ${name} ${what}`),
    ),
    select,
    prints: printsOf(settings['prints'], select.length > 0, (what) =>
      fail([...at, 'prints'], `prints of backend ${name} ${what}`),
    ),
    timeoutMs: timeoutOf(settings['timeout'], (what) =>
      fail([...at, 'timeout'], `timeout of backend ${name} ${what}`),
    ),
  };
}

const known: ReadonlySet<string> = new Set(['command', 'select', 'prints', 'timeout']);

type FailHere = (what: string) => never;

function commandOf(value: unknown, fail: FailHere): CommandSettings['command'] {
  if (!Array.isArray(value) || value.length === 0)
    return fail('is not a list of a program and its arguments');
  const words = value.map((word: unknown) =>
    typeof word === 'string' && !/\p{Cc}/u.test(word)
      ? word
      : fail('holds what is no text of one line; put numbers in quotes'),
  );
  const [program = '', ...args] = words;
  if (program.trim() === '' || program.includes('{')) fail('begins with no name of a program');
  const strange = args
    .join(' ')
    .match(/(?<!\{)\{([a-z]+)\}(?!\})/g)
    ?.find((one) => one !== '{name}' && one !== '{key}');
  if (strange !== undefined) fail(`holds ${strange}; {name} and {key} are what can be put in`);
  if (!args.some((word) => word.includes('{name}')))
    fail('has no {name}, so it would print the same for every secret');
  return [program, ...args];
}

function selectOf(value: unknown, fail: FailHere): readonly string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return fail('is not a text');
  const path = value.split('.');
  return path.includes('') ? fail('is not a path such as data.data') : path;
}

function printsOf(value: unknown, selected: boolean, fail: FailHere): CommandSettings['prints'] {
  if (value === undefined) return selected ? 'json' : 'either';
  const form = forms.find((one) => one === value);
  if (form === undefined) return fail(`is none of ${forms.join(', ')}`);
  return selected && form !== 'json' ? fail('is not json, and select needs JSON') : form;
}

const forms = ['value', 'first-line', 'json'] as const;

function timeoutOf(value: unknown, fail: FailHere): number | undefined {
  if (value === undefined) return undefined;
  const [, digits = '', unit] = /^([1-9]\d{0,3})([sm])$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (digits === '') return fail('is not a duration such as 30s or 2m');
  return Number(digits) * (unit === 'm' ? 60_000 : 1000);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
