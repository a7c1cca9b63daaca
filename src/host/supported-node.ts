/**
 * Whether this program runs on a Node of that version, as `engines` in package.json has it:
 * `^22.22.2 || ^24.15 || >=26`. It is asked by Nodes that are too old for nearly everything else.
 */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.replace(/^v/, '').split('.').map(parseFloat);
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 2);
  if (major === 24) return minor >= 15;
  return major >= 26;
}

export const supportedNodes = 'Node 22.22.2 or a later 22, 24.15 or a later 24, or 26 or later';
