import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemKeychain } from '../../src/host/keychain.ts';
import { temporaryFolder, temporaryProgram } from './temporary-programs.ts';

// What a real Secret Service answers, locked and absent ones too, is asked in test/host-real.

const answering = (answer: object) =>
  systemKeychain({ program: temporaryProgram(`console.log(${JSON.stringify(JSON.stringify(answer))})`) });

describe('the keychain', () => {
  it('asks for entries of the service idp, and hands values over on standard input only', async () => {
    const program = temporaryProgram(`
      const chunks = [];
      for await (const chunk of process.stdin) chunks.push(chunk);
      const value = JSON.stringify({ asked: JSON.parse(Buffer.concat(chunks)), words: process.argv.slice(2) });
      console.log(JSON.stringify({ value }));`);
    expect(JSON.parse((await systemKeychain({ program }).get('age1x')) ?? '')).toEqual({
      asked: { service: 'idp', account: 'age1x', call: 'get' },
      words: [],
    });
  });

  it('gives undefined for an entry that is not there', async () => {
    expect(await answering({ value: null }).get('age1x')).toBeUndefined();
  });

  it.each([
    ['Secret Service: unlock prompt was dismissed', 'The keychain is locked.'],
    ['User interaction is not allowed.', 'The keychain is locked.'],
    ['DBus error: Did not receive a reply. Possible causes …', /^The keychain is locked, or hangs: /],
    [
      'DBus error: The name org.freedesktop.secrets was not provided by any .service files',
      /^The keychain is absent: no Secret Service/,
    ],
    ['set your DBUS_SESSION_BUS_ADDRESS instead', 'The keychain is absent: this session has no D-Bus.'],
    ['Secret Service: no result found', 'The keychain is absent: the Secret Service has no keyring yet.'],
    ['Something new.', 'The keychain is absent: Something new.'],
  ])('says in one sentence what %s means', async (failed, message) => {
    await expect(answering({ failed }).set('age1x', 'key')).rejects.toMatchObject({
      code: 'secret-store-locked',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('a passphrase or a key file'),
    });
  });

  it('is absent where the package has no native part', async () => {
    const program = temporaryProgram(`throw new Error('Cannot find native binding')`);
    await expect(systemKeychain({ program }).get('age1x')).rejects.toMatchObject({
      message: 'The keychain is absent: @napi-rs/keyring has no native part for this platform.',
    });
  });

  it('lets nobody wait for a native call that hangs, nor for the end of the process that made it', async () => {
    // D-Bus as a socket that takes every word and never says one.
    const socket = join(temporaryFolder(), 'bus');
    const bus = createServer().listen(socket);
    onTestFinished(() => void bus.close());
    const asking = `
      const { systemKeychain } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/host/keychain.ts'))});
      await systemKeychain({ limitMs: 1500 }).get('age1x').catch(({ message }) => console.log(message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', asking], {
      env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` },
    });
    expect(stdout).toBe('The keychain is locked, or hangs: it did not answer within five seconds.\n');
  });
});
