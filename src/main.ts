#!/usr/bin/env node
import { loadProgram } from './edges/cli/load-program.ts';
import { isSupportedNode, supportedNodes } from './host/supported-node.ts';
import { version } from './version.ts';

// What is imported here is loaded by every Node and for every word, so it is little.
if (process.argv.length === 3 && process.argv[2] === '--version') {
  process.stdout.write(`${version}\n`);
} else if (isSupportedNode(process.version)) {
  void run();
} else {
  process.stderr.write(`error: idp needs ${supportedNodes}; this is ${process.version}.\n`);
  process.exitCode = 2;
}

/** A function, because the command is bundled as CommonJS, which knows no await outside of one. */
async function run(): Promise<void> {
  const { start } = await loadProgram();
  process.exitCode = await start();
}
