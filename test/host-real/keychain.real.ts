import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUser, type User } from '../cli/user.ts';
import { requireInstalled } from './installed.ts';
import { startBus, type SessionBus } from './session-bus.ts';

beforeAll(() =>
  requireInstalled({
    'gnome-keyring-daemon': 'gnome-keyring',
    'dbus-daemon': 'dbus',
    gdbus: 'libglib2.0-bin',
    'secret-tool': 'libsecret-tools',
    age: 'age',
  }),
);

let user: User;
let bus: SessionBus | undefined;
beforeEach(() => (user = createUser()));
afterEach(async () => {
  await bus?.end();
  user.leave();
});

const add = 'secret add ada password#file=- --grant create-admin-account --protect keychain --no-input';
const create =
  'run create-admin-account username=ada email=ada@example.com password-secret-id=ada --sandbox --format json';
const password = 'correct horse battery';

const noStore = () => expect(existsSync(join(user.dataFolder, 'secrets', 'store.age'))).toBe(false);

const onBus = () => ({ env: bus?.env ?? {} });

describe('a store whose key is in the keychain', () => {
  it('is opened by the commands of the session that it is unlocked in, and by age with that key', async () => {
    bus = await startBus(user.home, { services: true });
    await bus.keyring('login');
    const added = await user.run(add, { ...onBus(), stdin: password });
    expect([added.exit, added.stderr]).toEqual([0, expect.not.stringContaining(password)]);
    const shown = await user.run('secret show ada --reveal --format json', onBus());
    expect([shown.exit, shown.stdout]).toEqual([0, expect.stringContaining(password)]);
    expect((await user.run(create, onBus())).exit).toBe(0);
    const [key = ''] =
      execFileSync('secret-tool', ['search', '--all', 'service', 'idp'], {
        env: { ...process.env, ...bus.env },
        stdio: ['ignore', 'pipe', 'ignore'],
        encoding: 'utf8',
      }).match(/AGE-SECRET-KEY-1[A-Z0-9]+/) ?? [];
    const keyFile = join(user.home, 'key.txt');
    writeFileSync(keyFile, key);
    const store = join(user.dataFolder, 'secrets', 'store.age');
    expect(execFileSync('age', ['--decrypt', '-i', keyFile, store], { encoding: 'utf8' })).toContain(
      password,
    );
  });

  it('says within five seconds that it is locked, and opens again when it is unlocked', async () => {
    bus = await startBus(user.home, { services: true });
    await bus.keyring('login');
    expect((await user.run(add, { ...onBus(), stdin: password })).exit).toBe(0);
    await bus.end();
    bus = await startBus(user.home, { services: true });
    await bus.keyring();
    const begun = performance.now();
    const { exit, outcome } = await user.run(create, onBus());
    expect(performance.now() - begun).toBeLessThan(8000);
    expect([exit, outcome.error]).toEqual([
      4,
      expect.objectContaining({ code: 'secret-store-locked', message: 'The keychain is locked.' }),
    ]);
    await bus.end();
    bus = await startBus(user.home, { services: true });
    await bus.keyring('login');
    expect((await user.run(create, onBus())).exit).toBe(0);
  });
});

describe('a keychain that is absent is told of in one sentence, and no store is made:', () => {
  it('no D-Bus', async () => {
    const { exit, stderr } = await user.run(add, {
      env: { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: join(user.home, 'none'), DISPLAY: '' },
      stdin: password,
    });
    expect([exit, stderr]).toEqual([4, expect.stringMatching(/^error: The keychain is absent: /)]);
    noStore();
  });

  it('a D-Bus without a Secret Service', async () => {
    bus = await startBus(user.home, { services: false });
    const { exit, stderr } = await user.run(add, { ...onBus(), stdin: password });
    expect([exit, stderr]).toEqual([
      4,
      expect.stringMatching(
        /^error: The keychain is absent: no Secret Service \(such as gnome-keyring\) runs here\./,
      ),
    ]);
    noStore();
  });

  it('a Secret Service without a keyring', async () => {
    bus = await startBus(user.home, { services: true });
    await bus.keyring();
    const { exit, stderr } = await user.run(add, { ...onBus(), stdin: password });
    expect([exit, stderr]).toEqual([
      4,
      expect.stringMatching(/^error: The keychain is absent: the Secret Service has no keyring yet\./),
    ]);
    noStore();
  });
});
