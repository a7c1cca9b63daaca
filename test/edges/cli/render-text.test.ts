import { describe, expect, it } from 'vitest';
import { renderText } from '../../../src/edges/cli/render-text.ts';

describe('data as text', () => {
  it('has values behind aligned keys, maps indented, lists by dashes', () => {
    expect(
      renderText({
        'identity-id': 'i1',
        ok: true,
        not: false,
        none: null,
        many: 3,
        list: [],
        map: {},
        absent: undefined,
        traits: { name: 'Ada', deep: { a: 1 } },
        tags: ['x', 'y'],
        sessions: [{ id: 's1', aal: 'aal1', methods: ['password'] }, {}],
      }),
    ).toBe(
      [
        'identity-id  i1',
        'ok           yes',
        'not          no',
        'none         -',
        'many         3',
        'list         none',
        'map          none',
        'traits',
        '  name  Ada',
        '  deep',
        '    a  1',
        'tags',
        '  - x',
        '  - y',
        'sessions',
        '  - id   s1',
        '    aal  aal1',
        '    methods',
        '      - password',
        '  - none',
      ].join('\n'),
    );
  });

  it('paints keys without moving what stands behind them', () => {
    expect(renderText({ a: 1, bcd: { e: 2 } }, (key) => `<${key}>`)).toBe('<a>  1\n<bcd>\n  <e>  2');
  });

  it('is aligned by what is shown of a key, and shows no control characters', () => {
    expect(renderText({ 'a\u001B': 1, bb: '\u202Ex' })).toBe('a\\u001b  1\nbb       \\u202ex');
  });
});
