import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { ProcessMark } from '../../src/history/processes.ts';
import { systemProcesses } from '../../src/host/process-mark.ts';

const own = () => systemProcesses.own();
const isAlive = (mark: ProcessMark) => systemProcesses.isAlive(mark);

describe('the mark of a process', () => {
  it('is that of a living one while it runs', () => {
    expect(own().pid).toBe(process.pid);
    expect(isAlive(own())).toBe(true);
  });

  it('is that of nobody once it has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(isAlive({ ...own(), pid: child.pid ?? 0 })).toBe(false);
    expect(isAlive({ ...own(), pid: child.pid ?? 0, started: null })).toBe(false);
  });

  it('is not that of another process with the same number, where the system tells when it was started', () => {
    const { started } = own();
    expect(started === null || !isAlive({ ...own(), started: `${started}0` })).toBe(true);
  });

  it('without a start is known by its number alone', () => {
    expect(isAlive({ ...own(), started: null })).toBe(true);
  });

  it('of a container with the name of this machine counts as alive, because its number says nothing here', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const [boot, numbers, ticks] = (own().started ?? '').split(':');
    const mark = { ...own(), pid: child.pid ?? 0, started: `${boot}:${Number(numbers) + 1}:${ticks}` };
    expect(isAlive(mark)).toBe(own().started !== null);
    expect(isAlive({ ...mark, started: `another boot:${Number(numbers) + 1}:${ticks}` })).toBe(false);
  });

  it('of another machine counts as alive, because nobody here can see it', () => {
    expect(isAlive({ pid: 999_999_999, started: null, machine: 'another' })).toBe(true);
  });
});
