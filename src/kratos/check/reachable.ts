import { failed, failedBy, ok, unknown, type Finding } from './finding.ts';
import { isMap, type Probe } from './probe.ts';

/** Whether anything answers at the admin URL; what it is, other checks say. */
export function checkReachable(url: string, probes: readonly Probe[]): Finding {
  const answered = probes.filter((probe) => probe.answer !== undefined);
  const [first] = answered;
  if (first !== undefined) {
    const ms = Math.min(...answered.map((probe) => probe.received - probe.sent));
    return ok('reachable', `${url} answers, in ${ms} ms.`);
  }
  const [error] = probes.flatMap((probe) => probe.error ?? []);
  return error === undefined ? unknown('reachable', 'nothing was asked') : failedBy('reachable', error);
}

/** Whether Kratos is ready to serve, in its own words where it is not: they name the database or its migrations. */
export function checkReady(alive: Probe, ready: Probe, isHosted: boolean): Finding {
  if (isOk(ready)) return ok('ready', 'Kratos is ready: its database answers, and no migration is pending.');
  if (ready.answer === undefined) return unknown('ready', 'it was not answered');
  const words = notReadyWords(ready);
  if (words !== undefined) {
    return failed(
      'ready',
      'unavailable',
      `${isOk(alive) ? 'Kratos is alive, but not ready' : 'Kratos is not ready'}: ${words}.`,
      /migration/i.test(words) && !/connect/i.test(words)
        ? 'Run kratos migrate sql up with the same configuration, then restart Kratos.'
        : 'Look at its database and at the dsn of its configuration; its log says more.',
    );
  }
  if (isHosted) return unknown('ready', 'Ory Network does not tell it');
  return unknown('ready', `${ready.path} is not answered as Kratos answers it (${ready.answer.status})`);
}

const isOk = ({ body }: Probe): boolean => isMap(body) && body['status'] === 'ok';

/** A 503 says what is wrong in its message, or for each of its parts. */
function notReadyWords({ answer }: Probe): string | undefined {
  if (answer?.status !== 503) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    return undefined;
  }
  if (!isMap(body)) return undefined;
  const said = isMap(body['error']) ? body['error']['message'] : undefined;
  const parts = isMap(body['errors']) ? Object.entries(body['errors']) : [];
  const words =
    typeof said === 'string' ? said : parts.map(([part, why]) => `${part}: ${String(why)}`).join('; ');
  const line = words.replaceAll(/\s+/g, ' ').replace(/[\s.]+$/, '');
  if (line === '') return undefined;
  return line.length <= longestWords ? line : `${line.slice(0, longestWords)}…`;
}

const longestWords = 300;
