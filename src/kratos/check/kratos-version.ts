import { ok, unknown, warning, type Finding } from './finding.ts';
import { isMap, type Probe } from './probe.ts';

/** The release that every fact in idp was measured on. */
const measured = 'v26.2.0';

/** The version that an answer of /version tells, or undefined. */
export function versionOf({ body }: Probe): string | undefined {
  const version = isMap(body) ? body['version'] : undefined;
  return typeof version === 'string' && version !== '' ? version.slice(0, 60) : undefined;
}

/** Whether it is the release that idp was measured with; builds without a number say nothing about that. */
export function checkVersion(version: string | undefined, isHosted: boolean): Finding {
  if (version === undefined) {
    return unknown(
      'version',
      isHosted ? 'Ory Network does not tell it' : '/version is not answered: a proxy may keep it back',
    );
  }
  const order = compare(version);
  if (order === undefined) {
    return unknown('version', `this build calls itself ${JSON.stringify(version)}, which is no release`);
  }
  if (order === 0) return ok('version', `Kratos ${version}.`);
  return order < 0
    ? warning(
        'version',
        `Kratos ${version} is older than ${measured}, with which idp was measured.`,
        `Upgrade Kratos, or try each action with --dry-run and on an account of your own first.`,
      )
    : warning(
        'version',
        `Kratos ${version} is newer than ${measured}, with which idp was measured.`,
        'Look for a newer idp, or try each action on an account of your own first.',
      );
}

/** Below zero where it is older; undefined where it is no release. */
function compare(version: string): number | undefined {
  const parts = numbers(version);
  const own = numbers(measured);
  if (parts === undefined || own === undefined) return undefined;
  const at = parts.findIndex((part, index) => part !== own[index]);
  return at < 0 ? 0 : (parts[at] ?? 0) - (own[at] ?? 0);
}

function numbers(version: string): number[] | undefined {
  return /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
}
