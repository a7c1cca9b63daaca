// Runs as a child process: starts a sandbox on the given file, creates user-0 to user-19 and reports the statuses.
import { startSandbox } from '../../src/sandbox/start.ts';

const sandbox = await startSandbox({ database: process.argv[2] ?? '' });
const statuses: number[] = [];
for (let number = 0; number < 20; number++) {
  const answer = await fetch(`${sandbox.adminUrl}/admin/identities`, {
    method: 'POST',
    body: JSON.stringify({ traits: { email: `user-${number}@example.com` } }),
  });
  statuses.push(answer.status);
}
await sandbox.close();
process.send?.(statuses);
