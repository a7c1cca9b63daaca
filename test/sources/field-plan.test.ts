import { describe, expect, test } from 'vitest';
import type { FieldMap } from '../../src/sources/field-map.ts';
import { planFields } from '../../src/sources/field-plan.ts';

const defaults: FieldMap = new Map([
  ['traits.email', { from: 'mail' }],
  ['traits.name.first', { from: 'given' }],
  ['traits.name.last', { from: 'family' }],
]);

function planned(map: FieldMap, of: FieldMap = defaults): Record<string, string> {
  return Object.fromEntries(planFields(of, map).map(({ target, origin }) => [target, origin.from]));
}

describe('a mapping over the defaults of a source', () => {
  test('leaves those that it does not mention', () => {
    expect(planned(new Map([['traits.phone', { from: 'tel' }]]))).toEqual({
      'traits.email': 'mail',
      'traits.name.first': 'given',
      'traits.name.last': 'family',
      'traits.phone': 'tel',
    });
  });

  test('takes the place of a default with the same target', () => {
    expect(planned(new Map([['traits.email', { from: 'login' }]]))).toMatchObject({
      'traits.email': 'login',
    });
  });

  test('takes a default away with nothing', () => {
    expect(planned(new Map([['traits.email', undefined]]))).toEqual({
      'traits.name.first': 'given',
      'traits.name.last': 'family',
    });
  });

  test('takes the place of what lies below its target, or above it', () => {
    expect(planned(new Map([['traits.name', { from: 'display' }]]))).toEqual({
      'traits.email': 'mail',
      'traits.name': 'display',
    });
    const whole: FieldMap = new Map([['traits.name', { from: 'display' }]]);
    expect(planned(new Map([['traits.name.first', { from: 'given' }]]), whole)).toEqual({
      'traits.name.first': 'given',
    });
  });

  test('does not take names that only begin alike for one below the other', () => {
    expect(planned(new Map([['traits.name.firstborn', { from: 'x' }]]))).toMatchObject({
      'traits.name.first': 'given',
    });
  });

  test('goes into traits that are given as a whole, after them', () => {
    const whole: FieldMap = new Map([['traits', { from: 'traits' }]]);
    const plan = planFields(whole, new Map([['traits.tenant', { from: 'org' }]]));
    expect(plan.map(({ target }) => target)).toEqual(['traits', 'traits.tenant']);
  });

  test('is made ready once', () => {
    const map: FieldMap = new Map([['traits.phone', { from: 'tel' }]]);
    expect(planFields(defaults, map)).toBe(planFields(defaults, map));
    expect(planFields(defaults, new Map(map))).not.toBe(planFields(defaults, map));
  });

  test('takes targets and fields apart at their dots', () => {
    const [field] = planFields(new Map(), new Map([['traits.a', { from: String.raw`x\.y.0` }]]));
    expect(field?.targetNames).toEqual(['traits', 'a']);
    expect(field?.places).toMatchObject([{ names: ['x.y', '0'] }]);
  });
});
