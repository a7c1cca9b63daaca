import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A D-Bus of a session of its own, in whose folder a keyring keeps its files. */
export type SessionBus = {
  readonly env: Readonly<Record<string, string>>;
  /** Starts gnome-keyring; with a password its login keyring is made, or unlocked. */
  keyring(password?: string): Promise<void>;
  /** Ends the bus and what was started on it. */
  end(): Promise<void>;
};

/** Without `services` nothing is started by the bus when it is asked for. */
export async function startBus(home: string, { services }: { services: boolean }): Promise<SessionBus> {
  const config = join(home, 'bus.conf');
  writeFileSync(config, withoutServices);
  const running: ChildProcess[] = [];
  const from = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: '', DISPLAY: '' };
  const bus = spawn(
    'dbus-daemon',
    ['--nofork', '--print-address=1', services ? '--session' : `--config-file=${config}`],
    { env: from, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  running.push(bus);
  const [address] = (await once(bus.stdout, 'data')) as [Buffer];
  const env = {
    HOME: home,
    XDG_RUNTIME_DIR: home,
    DISPLAY: '',
    DBUS_SESSION_BUS_ADDRESS: address.toString('utf8').trim(),
  };
  return {
    env,
    async keyring(password) {
      const daemon = spawn(
        'gnome-keyring-daemon',
        ['--foreground', '--components=secrets', ...(password === undefined ? [] : ['--unlock'])],
        { env: { ...from, ...env }, stdio: ['pipe', 'ignore', 'ignore'] },
      );
      running.push(daemon);
      daemon.stdin.end(password ?? '');
      const wait = ['wait', '--session', '--timeout', '20', 'org.freedesktop.secrets'];
      await promisify(execFile)('gdbus', wait, { env: { ...from, ...env } });
    },
    async end() {
      for (const one of running.toReversed()) {
        if (one.exitCode !== null || one.signalCode !== null) continue;
        one.kill('SIGKILL');
        await once(one, 'exit');
      }
    },
  };
}

const withoutServices = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
