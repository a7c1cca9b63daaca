import { failed, ok, unknown, warning, type Finding } from './finding.ts';
import type { Probe } from './probe.ts';
import { redirectedBase } from './redirected-base.ts';
import { isSchemaList } from './schemas.ts';

/**
 * What the public URL really is. `adminSchemas` is what the admin URL answered to `/schemas`: an admin port sends that to
 * the public URL of its configuration, which is thus known without looking for ports.
 */
export function checkPublicUrl(
  adminUrl: string,
  publicUrl: string | undefined,
  adminSchemas: Probe,
  publicSchemas: Probe | undefined,
): Finding {
  const configured = redirectedBase(adminSchemas, adminUrl);
  const own = configured?.isOtherPort === true ? configured.url : undefined;
  if (publicUrl === undefined || publicSchemas === undefined) {
    return warning(
      check,
      'No public URL is given: schemas and recovery cannot be looked at without it.',
      own === undefined
        ? 'Give --public-url, set KRATOS_PUBLIC_URL, or add it to the context.'
        : `Kratos itself calls it ${own}: give that as the public URL, if it can be reached from here.`,
    );
  }
  if (isSchemaList(publicSchemas)) {
    const other = own === undefined || same(own, publicUrl) ? '' : `; Kratos itself calls it ${own}`;
    return ok(check, `${publicUrl} is Kratos's public API${other}.`);
  }
  return whatElse(publicUrl, publicSchemas, isSchemaList(adminSchemas) ? adminUrl : undefined);
}

/** `swapped` is the admin URL where that is the public port. */
function whatElse(url: string, schemas: Probe, swapped: string | undefined): Finding {
  const { answer, error } = schemas;
  const target = redirectedBase(schemas, url);
  if (target?.isHttps === true) {
    return misplaced(
      `${url} redirects to https.`,
      `Give ${target.url} as the public URL: redirects are never followed.`,
    );
  }
  if (target?.isOtherPort === true) {
    return misplaced(
      `${url} is Kratos's admin port: it sends what is meant for the public port to ${target.url}.`,
      swapped === undefined
        ? `Give ${target.url} as the public URL, if it can be reached from here.`
        : `The two are swapped: give ${url} as the admin URL and ${swapped} as the public URL.`,
    );
  }
  if (answer?.status === 401 || answer?.status === 403) {
    return unknown(check, `reading schemas is refused (${answer.status})`);
  }
  if (error?.code === 'kratos-rejected') {
    return failed(
      check,
      error.code,
      `Kratos does not give its schemas: ${error.message}`,
      'Look at identity.schemas in its configuration, and in its log.',
    );
  }
  if (error !== undefined && error.code !== 'unexpected-answer') {
    return failed(check, error.code, error.message, error.hint.replace('admin URL', 'public URL'));
  }
  return misplaced(
    `${url} did not answer GET /schemas with identity schemas (${answer?.status ?? 'no answer'}), so it is not Kratos's public API.`,
    "Give Kratos's own public URL (port 4433 by default).",
  );
}

const misplaced = (message: string, next: string) => failed(check, 'unexpected-answer', message, next);

const check = 'public-url';

const same = (one: string, other: string): boolean => one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
