import { readFileSync } from 'node:fs';
import { convertHash, type ConversionSettings } from '../../../src/passwords/convert/convert-hash.ts';
import type { ConversionKind } from '../../../src/passwords/convert/conversion-kinds.ts';
import type { Conversion } from '../../../src/passwords/convert/conversion.ts';

/** A hash that another system made of a password, as test/fixtures/password-hashes/README.md describes it. */
export interface HashFixture {
  kind: ConversionKind;
  password: string;
  input: string | Readonly<Record<string, unknown>>;
  settings?: ConversionSettings;
  pepper?: string;
  madeBy: string;
}

/** The files, without `.json`. */
export const fixtureFiles = [
  'django',
  'django-4.2',
  'passlib',
  'werkzeug',
  'werkzeug-2.2',
  'python',
  'openldap',
  'php',
  'node',
  'spring',
  'dovecot',
  'forms',
  'published',
] as const;

export function readHashFixtures(file: (typeof fixtureFiles)[number]): HashFixture[] {
  const url = new URL(`../../fixtures/password-hashes/${file}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as HashFixture[];
}

/** As the command line takes it: objects as one JSON text. */
export function fixtureText({ input }: HashFixture): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}

export function convertFixture(fixture: HashFixture): Conversion {
  return convertHash(fixture.kind, fixtureText(fixture), fixture.settings);
}
