import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shells } from '../../../src/edges/cli/completion/shells.ts';
import { createUser, type User } from '../user.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

describe('idp completion', () => {
  it.each(shells)('%s prints a script, and nothing else', async (shell) => {
    const { exit, stdout, stderr } = await user.run(`completion ${shell}`);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^(#compdef idp\n)?# ${shell} completion of idp\\. `));
  });

  it('writes it to the file of -o', async () => {
    const file = join(user.home, '_idp');
    const { stdout } = await user.call(['completion', 'zsh', '-o', file]);
    expect(stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toBe((await user.call('completion zsh')).stdout);
  });

  it('says which shells there are, and how each of them is taught', async () => {
    const { exit, stdout, stderr } = await user.call('completion');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(/^error: idp completion is followed by one of bash, zsh, fish\.\n {2}.*\n$/);
    for (const line of [
      'source <(idp completion bash)',
      'source <(idp completion zsh)',
      'idp completion fish | source',
    ]) {
      expect(stderr).toContain(line);
    }
  });

  it('names them where there is no such one', async () => {
    const { exit, stderr } = await user.call('completion powershell');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^error: .*'powershell'.* bash, zsh, fish\.\n/);
  });
});

describe('an answer', () => {
  it('leaves no trace: no record, no message, exit 0', async () => {
    const { exit, stdout, stderr } = await user.run('completion bash --answer', {
      env: { IDP_COMPLETION: 'idp run delete-identity ada@example.com --yes pass' },
    });
    expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: 'words\n', stderr: '' });
    expect(() => user.recorded('operations')).toThrow('unable to open database file');
  });
});
