import { IdpError } from '../errors/idp-error.ts';
import type { HistoryReader, OperationRecord } from '../history/history-reader.ts';
import type { SecretReader } from '../secrets/secret-store.ts';
import type { LookingWorld } from './engine-world.ts';
import type { GivenTarget } from './many.ts';
import type { PreparedUndo } from './prepare-undo.ts';
import { eachTask } from './remaining-tasks.ts';
import type { Task } from './task.ts';
import type { EachTarget, UndoChoices, UndoEach } from './undo-each.ts';

type Common = Pick<PreparedUndo, 'entry' | 'connection' | 'onceEach'> & {
  readonly secrets: SecretReader;
};

/**
 * How an operation that did many things in one task is undone, one by one, and what of it stays as it is, which is said. A
 * target's text is the identity and its row. Fails with usage where there is no folder to look into, and as `undoEach` does.
 */
export async function prepareUndoEach(
  task: Task,
  undone: OperationRecord,
  world: LookingWorld,
  common: Common,
  undoEach: UndoEach,
  choices: UndoChoices,
): Promise<PreparedUndo> {
  if (world.operationsFolder === undefined) throw noFolder(undone);
  const undoing = await undoEach(undone.id, world.operationsFolder, choices);
  for (const note of undoing.notes) task.say(note);
  const { connection, secrets, ...prepared } = common;
  return {
    ...prepared,
    connection,
    parameters: { values: recordedChoices(choices), selector: undefined },
    isByNumber: true,
    nothingLeft: `No identity is left that operation ${undone.id} created`,
    targets: () => left(undoing.targets(), world.reader, undone),
    // An id tells nothing of a person.
    mask: (text) => text,
    leave: () => undoing.close(),
    plan: (text) =>
      Promise.resolve({
        connection,
        secrets,
        selector: undefined,
        scan: false,
        agree: async () => {},
        deed: (context) => undoing.undo(targetOf(text), context),
      }),
  };
}

/** What was asked for beyond the ordinary stands in the record. */
const recordedChoices = ({ includeChanged, includeUncertain }: UndoChoices) => ({
  ...(includeChanged ? { 'include-changed': true } : {}),
  ...(includeUncertain ? { 'include-uncertain': true } : {}),
});

/** Less those that earlier undoings have undone. */
async function* left(
  targets: Iterable<EachTarget>,
  reader: HistoryReader,
  { id }: OperationRecord,
): AsyncGenerator<GivenTarget> {
  const undone = createBits();
  for (const earlier of await reader.undoingsOf(id)) {
    for await (const { status, target } of eachTask(reader, earlier)) {
      if (status === 'completed' && target !== null) undone.add(targetOf(target).row);
    }
  }
  let line = 0;
  for (const target of targets) {
    if (undone.has(target.row)) continue;
    line += 1;
    yield { text: textOf(target), line };
  }
}

/** As people see it, and as history keeps it. */
const textOf = ({ identityId, row }: EachTarget): string => `${identityId} (row ${row})`;

function targetOf(text: string): EachTarget {
  const [, identityId = '', row] = /^(\S+) \(row (\d+)\)$/.exec(text) ?? [];
  return { identityId, row: Number(row) };
}

/** A set of small numbers in as many bits: there may be millions. */
function createBits(): { add(number: number): void; has(number: number): boolean } {
  let bytes = new Uint8Array(1024);
  return {
    add(number) {
      const at = number >> 3;
      if (at >= bytes.length) {
        const longer = new Uint8Array(Math.max(at + 1, bytes.length * 2));
        longer.set(bytes);
        bytes = longer;
      }
      bytes[at] = (bytes[at] ?? 0) | (1 << (number & 7));
    },
    has: (number) => ((bytes[number >> 3] ?? 0) & (1 << (number & 7))) !== 0,
  };
}

const noFolder = ({ action, id }: OperationRecord): IdpError =>
  new IdpError('usage', `${action} kept what operation ${id} did in a folder, and from here there is none.`, {
    hint: 'Undo it from the command line.',
  });
