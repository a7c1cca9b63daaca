#!/usr/bin/env node
import { loadProgram } from './host/load-program.ts';
import { isSupportedNode, supportedNodes } from './host/supported-node.ts';
import { version } from './version.ts';

// What is imported here is loaded by every Node and for every word, so it is little.
if (process.argv.length === 3 && process.argv[2] === '--version') {
  process.stdout.write(`${version}\n`);
} else if (isSupportedNode(process.version)) {
  // No top-level await: the command is bundled as CommonJS.
  void loadProgram().then(({ start }) => start());
} else {
  process.stderr.write(`error: idp needs ${supportedNodes}; this is ${process.version}.\n`);
  process.exitCode = 2;
}
