import { describe, expect, it } from 'vitest';
import { checkVersion } from '../../../src/kratos/check/kratos-version.ts';

describe('a version', () => {
  it('that idp was measured with is all right', () => {
    expect(checkVersion('v26.2.0', false)).toMatchObject({ status: 'ok', message: 'Kratos v26.2.0.' });
  });

  it.each(['v1.3.1', 'v25.4.0', 'v26.1.9', '0.13.0'])('%s is older, a warning', (version) => {
    expect(checkVersion(version, false)).toMatchObject({
      status: 'warning',
      message: `Kratos ${version} is older than v26.2.0, with which idp was measured.`,
      next: expect.any(String),
    });
  });

  it.each(['v26.2.1', 'v26.10.0', 'v27.0.0'])('%s is newer, a warning', (version) => {
    expect(checkVersion(version, false)).toMatchObject({
      status: 'warning',
      message: `Kratos ${version} is newer than v26.2.0, with which idp was measured.`,
    });
  });

  it.each([
    ['master', false, 'Unknown, because this build calls itself "master", which is no release.'],
    [undefined, false, 'Unknown, because /version is not answered: a proxy may keep it back.'],
    [undefined, true, 'Unknown, because Ory Network does not tell it.'],
  ])('%s (hosted: %s) is unknown', (version, isHosted, message) => {
    expect(checkVersion(version, isHosted)).toEqual({ check: 'version', status: 'unknown', message });
  });
});
