#!/usr/bin/env node
import { version } from './version.ts';

const supported = /^v(22\.(2[3-9]|[3-9]\d|22\.([2-9]|\d\d))|24\.(1[5-9]|[2-9]\d|\d{3})|2[6-9]|[3-9]\d|\d{3})/;

if (process.argv.length === 3 && process.argv[2] === '--version') {
  // Answered before anything is loaded.
  process.stdout.write(`${version}\n`);
} else if (!supported.test(process.version)) {
  process.stderr.write(
    `error: idp needs Node 22.22.2 or later, 24.15 or later, or 26; this is ${process.version}.\n`,
  );
  process.exitCode = 2;
} else {
  // No top-level await: the command is bundled as CommonJS.
  void import('./host/start.ts').then(({ start }) => start());
}
