import { isMap, type Told } from './told.ts';

/**
 * Follows from record to record which tasks have ended. Gives what is wrong with a record that ends one anew, or has it
 * stop or go on, though it had ended otherwise: idp makes such a record only where its tables were changed past it.
 * Takes a byte for each task.
 */
export function followTaskEnds(): (told: Told) => string | undefined {
  const standings = new Map<number, Uint8Array>();
  return ({ record, tasks }) => {
    const stands = standing(isMap(record['task']) ? record['task']['status'] : record['status']);
    for (const { first, last } of tasks) {
      for (let task = first; task <= last; task += 1) {
        const page = pageOf(standings, task);
        if (!mayFollow(record['event'], page[task % pageSize])) {
          return `it tells of task ${task} as if that had not ended before`;
        }
        page[task % pageSize] = stands;
      }
    }
    return undefined;
  };
}

const pageSize = 65_536;

function pageOf(standings: Map<number, Uint8Array>, task: number): Uint8Array {
  const at = Math.floor(task / pageSize);
  const page = standings.get(at) ?? new Uint8Array(pageSize);
  standings.set(at, page);
  return page;
}

const [goesOn, aborted, ended] = [0, 1, 2];

function standing(status: unknown): number {
  if (status === 'pending' || status === 'running' || status === 'aborting') return goesOn;
  return status === 'aborted' ? aborted : ended;
}

/** What the process that did a task says of its end stands, also where somebody else took it for dead in the meantime. */
function mayFollow(event: unknown, before: number | undefined): boolean {
  if (event === 'task-closed') return true;
  return before === (event === 'operation-taken-up' ? aborted : goesOn);
}
