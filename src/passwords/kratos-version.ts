/** A release of Kratos: v26.2.0 is `{major: 26, minor: 2, patch: 0}`. */
export interface KratosVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** The release with which every fact about hashes was measured. */
export const measuredVersion: KratosVersion = { major: 26, minor: 2, patch: 0 };

/**
 * Reads `v26.2.0`, `26.2.0`, `26.2` or `v0.11` (the last number is 0 when missing), with or without a suffix such as
 * `-alpha.1`, which counts as the release itself: v0.9 never had another. Undefined for anything else, such as
 * `master`, `latest` or a commit.
 */
export function parseKratosVersion(text: string): KratosVersion | undefined {
  const match = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?:[-+][\w.+-]*)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, major, minor, patch = '0'] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** `v26.2.0`, as Kratos calls itself. */
export function formatKratosVersion({ major, minor, patch }: KratosVersion): string {
  return `v${major}.${minor}.${patch}`;
}

/** Below zero when `left` is the older one, zero for the same release. */
export function compareKratosVersions(left: KratosVersion, right: KratosVersion): number {
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch;
}
