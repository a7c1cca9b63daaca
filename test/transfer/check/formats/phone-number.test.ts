import { describe, expect, it } from 'vitest';
import {
  internationalNumber,
  mayBePhoneNumber,
} from '../../../../src/transfer/check/formats/phone-number.ts';

describe('a telephone number', () => {
  it('may be one as soon as it looks like one with a country code', () => {
    const possible = [
      '+44 20 7946 0123',
      'tel:+1-415-555-2671',
      '+1 (415) 555-2671 ext. 5',
      '＋49 30 123456',
      '+683 4002',
      '+1 800 FLOWERS',
    ];
    expect(possible.filter((text) => !mayBePhoneNumber(text))).toEqual([]);
    const impossible = [
      '',
      '+',
      'x',
      '020 7946 0123',
      '0044 20 7946 0123',
      '+0123456789',
      '+123',
      `+${'1'.repeat(21)}`,
    ];
    expect(impossible.filter(mayBePhoneNumber)).toEqual([]);
  });

  it('is kept as its digits', () => {
    const written = [
      '+44 20 7946 0123',
      'tel:+44-20-7946-0123',
      '+44 (0) 20 7946 0123',
      '+44.20.7946.0123;ext=5',
      'London: +44 20 7946 0123 ext. 12',
      '＋４４２０７９４６０１２３',
    ];
    expect(new Set(written.map(internationalNumber))).toEqual(new Set(['+442079460123']));
    expect(internationalNumber('+1 800 FLOWERS')).toBe('+18003569377');
    expect(internationalNumber(' none ')).toBe('none');
  });
});
