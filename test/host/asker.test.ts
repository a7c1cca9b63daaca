import { hostname, userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { askerOf } from '../../src/host/asker.ts';

it.each([
  [{ SSH_CONNECTION: '192.0.2.7 50022 198.51.100.1 22' }, '192.0.2.7'],
  [{ SSH_CONNECTION: '2001:db8::7 50022 2001:db8::1 22' }, '2001:db8::7'],
  [{ SSH_CONNECTION: 'fe80::1%eth0 50022 fe80::2 22' }, 'fe80::1%eth0'],
  [{ SSH_CONNECTION: 'ada@example.com 50022' }, null],
  [{ SSH_CONNECTION: ' ' }, null],
  [{}, null],
])('who asks is the user of this machine, and with %j from %j', (environment, from) => {
  expect(askerOf(environment)).toEqual({
    user: userInfo().username,
    machine: hostname(),
    from,
    door: 'cli',
    actor: null,
  });
});
