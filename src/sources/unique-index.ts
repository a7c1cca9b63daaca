import type { RecordPlace } from '../records/record.ts';
import { openKeyFile } from './key-file.ts';
import { bucketOf, keyDigest, keySketch } from './key-sketch.ts';
import { onWorkDisk } from './work-database.ts';

/** What must be unique in a whole input of millions: addresses, user names, links, ids. On disk; exact, not by a hash. */
export interface UniqueIndex {
  /**
   * Takes all of the keys for a place, or, where another place has one of them already, none of them: then the answer is
   * the place that has the first such key. A key that stands twice among `keys` is one, and a place that claims again what it has
   * is no other place.
   */
  claim(keys: readonly UniqueKey[], place: RecordPlace): RecordPlace | undefined;
  close(): void;
}

/** One that can be asked without taking anything, too. */
export interface AskableIndex extends UniqueIndex {
  /** The place that has a key already. */
  holder(key: UniqueKey): RecordPlace | undefined;
}

/**
 * A text; or one that is unique among those of its kinds only, such as an e-mail address as a login and as an address. `kinds`
 * is a set of bits: keys of one text exclude each other where they have a bit in common. A bare text has all of them.
 */
export type UniqueKey = string | { readonly text: string; readonly kinds: number };

/**
 * Opens an empty index in the folder. Throws storage-failed, as its methods do. A key costs a microsecond and some 70 bytes on
 * disk; all of them, whatever their number, take 9 MB of memory. In a table of SQLite with 64 MB of memory it was 3.5
 * microseconds (measured with 2,000,000 keys).
 */
export function openUniqueIndex(workFolder: string): AskableIndex {
  const file = onWorkDisk(workFolder, () => openKeyFile(workFolder));
  const sketch = keySketch();
  const files = fileNumbers();

  return {
    claim(keys, place) {
      return onWorkDisk(workFolder, () => {
        const fresh: UniqueKey[] = [];
        const digests: number[] = [];
        for (const key of keys) {
          const digest = keyDigest(textOf(key));
          const held = found(key, digest);
          if (held === undefined) digests[fresh.push(key) - 1] = digest;
          else if (!isSame(held, place)) return held;
        }
        for (const [index, key] of fresh.entries()) {
          const digest = digests[index] ?? 0;
          // Of a key that comes twice the first is there by now.
          if (index > 0 && found(key, digest) !== undefined) continue;
          sketch.add(digest);
          file.append(bucketOf(digest), textOf(key), kindsOf(key), {
            file: files.numberOf(place.file),
            record: place.record,
            line: place.line ?? 0,
          });
        }
        return undefined;
      });
    },
    holder: (key) => onWorkDisk(workFolder, () => found(key, keyDigest(textOf(key)))),
    close: () => file.close(),
  };

  function found(key: UniqueKey, digest: number): RecordPlace | undefined {
    if (!sketch.mayHave(digest)) return undefined;
    const at = file.find(bucketOf(digest), textOf(key), kindsOf(key));
    return (
      at && { file: files.nameOf(at.file), record: at.record, line: at.line === 0 ? undefined : at.line }
    );
  }
}

const textOf = (key: UniqueKey): string => (typeof key === 'string' ? key : key.text);
const kindsOf = (key: UniqueKey): number => (typeof key === 'string' ? 0xff_ff_ff_ff : key.kinds);

const isSame = (one: RecordPlace, other: RecordPlace): boolean =>
  one.record === other.record && one.line === other.line && one.file === other.file;

function fileNumbers(): { numberOf(file: string): number; nameOf(number: number): string } {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  return {
    numberOf(file) {
      const known = numbers.get(file);
      if (known !== undefined) return known;
      numbers.set(file, names.length);
      return names.push(file) - 1;
    },
    nameOf: (number) => names[number] ?? '',
  };
}
