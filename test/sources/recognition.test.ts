import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import * as firebase from '../../src/sources/firebase/firebase.ts';
import * as fusionauth from '../../src/sources/fusionauth/fusionauth.ts';
import * as keycloak from '../../src/sources/keycloak/keycloak.ts';
import * as kratos from '../../src/sources/kratos/kratos.ts';
import type { Source } from '../../src/sources/source.ts';
import { fixture, recognised } from './source-files.ts';

const all = await readdir(fixture(''), { recursive: true, withFileTypes: true });
const data = all
  .filter((entry) => entry.isFile() && /\.(?:json|jsonl|ndjson|csv|tsv|txt|ldif)$/.test(entry.name))
  .map((entry) => `${entry.parentPath}/${entry.name}`)
  .toSorted();

const sources: [string, Source][] = Object.entries({ firebase, fusionauth, keycloak, kratos });

describe.each(sources)('%s', (name, source) => {
  const others = data.filter((path) => !path.includes(`/sources/${name}/`));

  test('knows none of the files of other systems', async () => {
    expect(others.length).toBeGreaterThan(10);
    const roles = await Promise.all(
      others.map(async (path) => [path, await recognised(source, path)] as const),
    );
    expect(roles.filter(([, role]) => role !== undefined)).toEqual([]);
  });

  test.each([
    '{}',
    '[]',
    '{"users":[]}',
    '[1]',
    'a,b,c\n1,2,3\n',
    '{"users":[{"email":"a@example.com"}]}',
    '{"id":1',
  ])('does not take %s for one of its own', (text) => {
    const columns = text.startsWith('a') ? ['a', 'b', 'c'] : [];
    expect(source.recognise({ name: 'x', text, columns, first: firstOf(text) })).toBeUndefined();
  });
});

function firstOf(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  const whole = JSON.parse(text) as { users?: Record<string, unknown>[] };
  return whole.users === undefined ? {} : whole.users[0];
}
