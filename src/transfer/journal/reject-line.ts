import { createEchoMask } from '../../kratos/echo-mask.ts';
import type { InputRow, RowProblem } from '../import/import-row.ts';

/** What Kratos said of a row. */
export interface KratosWords {
  readonly status: number;
  readonly reason: string;
}

export interface Reject {
  /** Of one that could not be read there is its place, and where that is known the text that stands there. */
  readonly row: InputRow | (Pick<InputRow, 'place'> & { readonly raw?: string });
  readonly problems: readonly RowProblem[];
  readonly answer?: KratosWords | undefined;
  /** Of whom it clashes with, or of what was sent in part. */
  readonly identityId?: string | undefined;
}

/**
 * A line for the file of rejects, without its end: the original row, to be mended there and imported again, where it stood,
 * what is wrong, and what Kratos said. Passwords and hashes of the row are in its own `value` and nowhere else.
 */
export function rejectLine({ row, problems, answer, identityId }: Reject): string {
  const input = 'original' in row ? row : undefined;
  return JSON.stringify({
    ...row.place,
    patch_id: input?.patchId,
    problems: problems
      .filter(({ rejects }) => rejects)
      .map((problem) => ({ ...problem, rejects: undefined })),
    answer: answer && { status: answer.status, reason: withoutSecrets(answer.reason, input?.body) },
    'identity-id': identityId,
    value: ('original' in row ? row.original : rawText(row)) ?? null,
  });
}

const mostRawText = 1000;

const rawText = (row: { readonly raw?: string }): string | undefined => row.raw?.slice(0, mostRawText);

/** Kratos may repeat what it was sent, and a hash that was made here of a password of the row. */
function withoutSecrets(text: string, body: InputRow['body'] | undefined): string {
  const echo = createEchoMask();
  for (const secret of secretsIn(body?.['credentials'])) echo.add(secret, true);
  return echo.mask(text).replaceAll(hashLike, '[secret]');
}

const hashLike = /(?:\$[\w-]+\$|\{\w+\})[\w$./+,=:-]{8,}/g;

/** Every text in credentials, but those that everybody may know. */
function secretsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (open.has(name) ? [] : secretsIn(inner)));
}

const open: ReadonlySet<string> = new Set([
  'type',
  'identifiers',
  'provider',
  'subject',
  'organization',
  'created_at',
  'updated_at',
]);
