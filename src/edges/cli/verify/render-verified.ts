import { printable } from '../../../host/printable.ts';
import { renderText } from '../render-text.ts';
import type { DifferentIdentity, TroubledDocument, VerifiedDocument } from './verified-document.ts';

/** A verification for eyes: the counts, and below them a line for each of the first that are not as they should be. */
export function renderVerified({
  'first-different': different = [],
  logins,
  ...counts
}: VerifiedDocument): string {
  const { 'first-troubled': troubled = [], ...tried } = logins ?? {};
  const parts = [
    ...(counts.operation === undefined ? [] : [renderText(counts)]),
    ...different.map((one) => `  ${differenceOf(one)}`),
    ...(logins === undefined ? [] : [renderText({ logins: tried })]),
    ...troubled.map((one) => `  ${troubleOf(one)}`),
  ];
  return `${parts.join('\n')}\n`;
}

function differenceOf({ file, line, record, ...one }: DifferentIdentity): string {
  const what = one.difference === 'missing' ? 'missing' : one.fields.join(', ');
  const place = line === null ? `record ${record} of ${file}` : `${file}:${line}`;
  return `${one['identity-id']}  ${printable(place)}  ${what}`;
}

const troubleOf = ({ line, identifier, login, reason }: TroubledDocument): string =>
  printable(
    [...(line === null ? [] : [`line ${line}`]), ...(identifier === null ? [] : [identifier]), login].join(
      '  ',
    ) + (reason === undefined ? '' : `: ${reason}`),
  );
