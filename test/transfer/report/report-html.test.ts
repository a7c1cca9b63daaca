import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createImportMeter } from '../../../src/transfer/progress/import-meter.ts';
import type { ReportData } from '../../../src/transfer/report/report-data.ts';
import { reportHtml } from '../../../src/transfer/report/report-html.ts';
import { parsePage } from './parse-page.ts';

/** An import of a minute, of which three rows in a hundred are refused. */
function anImport(file = 'people.jsonl', reason = 'schema'): ReportData {
  let ms = 0;
  const meter = createImportMeter({
    now: () => ms,
    bytesAll: 100,
    bytesRead: () => 100,
    concurrency: () => Math.min(8, 1 + Math.floor(ms / 5000)),
    batchSize: () => 200,
  });
  for (let batch = 0; batch < 60; batch += 1) {
    ms += 1000;
    meter.read(100);
    meter.batch({ rows: 100, tookMs: 300 + batch, isOverload: batch === 30 });
    meter.ended('created', 97);
    meter.ended('rejected', 2, reason, { file, record: batch + 1, line: 10 * batch + 1 });
    meter.ended('uncertain', 1, 'no-answer', { file, record: batch + 2, line: undefined });
  }
  return {
    operation: '12',
    kratos: 'kratos.internal:4434',
    files: [file],
    started: new Date('2026-11-20T10:00:00Z'),
    ended: new Date('2026-11-20T10:01:00Z'),
    outcome: '120 of 6000 rows were rejected.',
    isUnfinished: false,
    settings: { 'on-conflict': 'reject', 'max-concurrency': 16, 'update-credentials': false },
    rejects: 'people.rejects.jsonl',
    idMap: undefined,
    progress: meter.progress(),
    samples: meter.samples(),
    reasons: meter.reasons(),
    version: '0.1.0',
  };
}

const hostile = '"><script src=https://evil.example/x.js></script>&amp;\'\u202E\u0007\uD800.jsonl';

describe('the page about an import', () => {
  it('is well-formed and tells what happened', () => {
    const { text } = parsePage(reportHtml(anImport()));
    for (const told of [
      'Import 12 into kratos.internal:4434',
      '120 of 6000 rows were rejected.',
      '2026-11-20 10:00:00 UTC',
      'max-concurrency',
      'people.jsonl:1, ',
      'people.jsonl, record 2',
      '5,820',
      'idp verify 12',
      'idp import people.rejects.jsonl',
      'or had no answer: 1.',
    ]) {
      expect(text).toContain(told);
    }
  });

  it('fetches nothing, runs nothing, and lets nothing be fetched or run', () => {
    const { tags } = parsePage(reportHtml(anImport()));
    expect(
      tags.filter(({ name }) => ['script', 'link', 'img', 'iframe', 'a', 'base', 'form'].includes(name)),
    ).toEqual([]);
    const names = new Set(tags.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...names].filter((name) => /^(on.*|src|href|style|srcset|action|data)$/.test(name))).toEqual([]);
    const policy = tags.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
    const style = /<style>(.*)<\/style>/s.exec(reportHtml(anImport()))?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy?.attributes['content']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(style).not.toMatch(/url\(|@import|https?:/);
  });

  it('escapes hostile names and reasons everywhere', () => {
    const data = { ...anImport(hostile, hostile), kratos: hostile, outcome: hostile, rejects: hostile };
    const { tags, text } = parsePage(
      reportHtml({
        ...data,
        idMap: hostile,
        settings: { [hostile]: hostile },
        version: hostile,
        operation: hostile,
      }),
    );
    const shown = hostile
      .replace('\u202E', String.raw`\u202e`)
      .replace('\u0007', String.raw`\u0007`)
      .replace('\uD800', String.raw`\ud800`);
    expect(text.split(shown).length).toBeGreaterThan(10);
    expect(['\u202E', '\u0007', '\uD800'].filter((one) => text.includes(one))).toEqual([]);
    const plain = parsePage(reportHtml(anImport())).tags.map(({ name }) => name);
    expect(new Set(tags.map(({ name }) => name))).toEqual(new Set(plain));
  });

  it('draws each curve with a title and in words, and has them as a table', () => {
    const { tags, text } = parsePage(reportHtml(anImport()));
    const pictures = tags.filter(({ attributes }) => attributes['role'] === 'img');
    expect(pictures.map(({ attributes }) => attributes['aria-labelledby'])).toEqual(
      ['rate', 'latency', 'concurrency', 'batch'].map((id) => `${id}-title ${id}-desc`),
    );
    const ids = tags.map(({ attributes }) => attributes['id']).filter((id) => id !== undefined);
    expect(ids.toSorted()).toEqual(
      ['rate', 'latency', 'concurrency', 'batch'].flatMap((id) => [`${id}-desc`, `${id}-title`]).toSorted(),
    );
    expect(text).toMatch(/median: 3\d\d ms on average, from 300 to 3\d\d\./);
    expect(text).toContain('The curves as a table');
    const curves = tags.filter(({ name }) => name === 'polyline');
    expect(curves).toHaveLength(5);
    for (const { attributes } of curves) expect(attributes['points']).toMatch(/^(\d+(\.\d)?,\d+(\.\d)? ?)+$/);
  });

  it('does without curves where there was no time for them, and without rejects', () => {
    const short = { ...anImport(), samples: [], reasons: [] };
    const { tags, text } = parsePage(reportHtml(short));
    expect(tags.some(({ name }) => name === 'polyline')).toBe(false);
    expect(text).toContain('It was over before there was anything to draw.');
    expect(text).toContain('No row was rejected.');
  });

  it('says how to go on where a part was not reached', () => {
    const { text } = parsePage(reportHtml({ ...anImport(), isUnfinished: true }));
    expect(text).toContain('idp resume 12 goes on where it stopped');
  });
});
