import { readLdifRecords } from '../../records/read-ldif-records.ts';
import type { RecordOrProblem, SourceRecord } from '../../records/record.ts';
import type { SourceFile } from '../source.ts';
import { entryAttributes, textsOf } from './entry-attributes.ts';

/** The entries that are people, one file after the other; the others are counted by what they are. */
export async function* readLdif(files: readonly SourceFile[]): AsyncGenerator<readonly RecordOrProblem[]> {
  for (const { file } of files) {
    for await (const chunk of readLdifRecords(file)) {
      const items: RecordOrProblem[] = [];
      const others: SourceRecord[] = [];
      for (const item of chunk) {
        if ('problem' in item) {
          items.push(item);
          continue;
        }
        const record = { place: item.record.place, value: entryAttributes(item.record.value) };
        if (isPerson(record.value)) items.push({ record });
        else others.push(record);
      }
      yield [...items, ...besidePeople(others)];
    }
  }
}

/**
 * A contact of Active Directory is a person without an account, and its computers and other domains are users by their classes. Without
 * classes (they were not asked for), whoever has a user name or a password is one.
 */
function isPerson(entry: SourceRecord['value']): boolean {
  const classes = textsOf(entry, 'objectClass').map((name) => name.toLowerCase());
  if (classes.length === 0) return ['uid', 'sAMAccountName', 'userPassword'].some((name) => name in entry);
  const isTrust = (Number(textsOf(entry, 'userAccountControl')[0]) & trustAccounts) !== 0;
  return (
    classes.some((name) => ofPeople.has(name)) && !classes.some((name) => ofOthers.has(name)) && !isTrust
  );
}

/** Of userAccountControl: of another domain, a computer, a domain controller. */
const trustAccounts = 0x800 | 0x1000 | 0x2000;

const ofPeople = new Set(
  ['person', 'organizationalPerson', 'inetOrgPerson', 'pilotPerson', 'newPilotPerson', 'residentialPerson']
    .concat(['posixAccount', 'shadowAccount', 'user', 'nsPerson', 'nsAccount', 'inetUser', 'sambaSamAccount'])
    .map((name) => name.toLowerCase()),
);
const ofOthers = new Set(
  [
    'contact',
    'computer',
    'device',
    'ipaHost',
    'msDS-GroupManagedServiceAccount',
    'organizationalUnit',
    'domain',
  ].map((name) => name.toLowerCase()),
);

function besidePeople(entries: readonly SourceRecord[]): RecordOrProblem[] {
  const [first] = entries;
  if (first === undefined) return [];
  const message = 'entries that are no people are left out, and counted by their objectClass';
  const names = entries.map(({ value }) => `objectClass ${mostSpecificClass(value)}`);
  return [{ problem: { place: first.place, code: 'beside-records', message, names, fatal: false } }];
}

/** OpenLDAP tells it; others write it last. */
function mostSpecificClass(entry: SourceRecord['value']): string {
  const [structural] = textsOf(entry, 'structuralObjectClass');
  return structural ?? textsOf(entry, 'objectClass').at(-1) ?? 'not told';
}
