import { IdpError } from '../../../errors/idp-error.ts';
import { parseGoDuration } from '../../../kratos/go-duration.ts';

/**
 * What `--since` means, as ISO 8601 in UTC: so long ago (`90m`, `36h`, `7d`, `2w`), the beginning of a day
 * (`2026-02-14`), or a time (`2026-02-14T08:15`, seconds and offset at will; `08:15` is today's). What has no offset is
 * local time, or UTC with `utc`. Fails with usage.
 */
export function sinceTime(text: string, now: Date, utc: boolean): string {
  const time = agoMs(text, now) ?? momentMs(text.trim(), now, utc);
  // Further back than a Date can say.
  if (time === undefined || Number.isNaN(new Date(time).getTime())) throw notATime();
  return new Date(time).toISOString();
}

function agoMs(text: string, now: Date): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([dw])$/.exec(text) ?? [];
  const ms = count === undefined ? parseGoDuration(text) : Number(count) * (unit === 'd' ? 1 : 7) * dayMs;
  return ms === undefined || ms < 0 ? undefined : now.getTime() - ms;
}

const dayMs = 86_400_000;

function momentMs(text: string, now: Date, utc: boolean): number | undefined {
  const clock = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (clock !== null) {
    const today = utc
      ? [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()]
      : [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    return fromParts([...today, ...clock.slice(1).map(numberOf)], utc);
  }
  const moment = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(
    text,
  );
  if (moment === null) return undefined;
  const parts = moment.slice(1, 7).map(numberOf);
  const offset = moment[7];
  if (offset === undefined) return fromParts(parts, utc);
  const asUtc = fromParts(parts, true);
  return asUtc === undefined ? undefined : asUtc - offsetMs(offset);
}

/** What was left out is 0. */
const numberOf = (part: string | undefined): number => Number(part ?? 0);

/** undefined for a day or an hour that there is not: Date would take 31 February for a day in March. */
function fromParts(parts: readonly number[], utc: boolean): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const inUtc = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (inUtc.getUTCMonth() !== month - 1 || inUtc.getUTCDate() !== day) return undefined;
  return utc ? inUtc.getTime() : new Date(year, month - 1, day, hour, minute, second).getTime();
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

const notATime = (): IdpError =>
  new IdpError('usage', '--since is neither a duration, nor a date, nor a time.', {
    hint: 'For example --since 36h, --since 7d, --since 2026-02-14 or --since 2026-02-14T08:15Z.',
  });
