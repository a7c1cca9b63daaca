/**
 * Keeps one warning of Node 22 to itself: that its SQLite is experimental, on every run. The calls used here are the same
 * in Node 24 and 26. All other warnings are printed as ever.
 */
export function hushSqliteWarning(): void {
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning' && warning.message.startsWith('SQLite ')) return;
    for (const print of printers) print(warning);
  });
}
