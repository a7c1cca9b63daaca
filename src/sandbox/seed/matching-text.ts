import type { Faker } from '@faker-js/faker';
import type { Subschema } from './subschema.ts';

/**
 * A text for a trait that its usual one does not fit: of its pattern, if that has nothing beyond characters, classes and
 * how often they come, or else the usual one, cut or prolonged.
 */
export function matching({ pattern, minLength, maxLength }: Subschema, usual: string, faker: Faker): string {
  if (pattern !== undefined) {
    const plain = pattern
      .replace(/^\^/, '')
      .replace(/\$$/, '')
      .replaceAll(String.raw`\d`, '[0-9]')
      .replaceAll(String.raw`\w`, '[A-Za-z0-9_]')
      .replaceAll(/\(\?:|[()]/g, '');
    return faker.helpers.fromRegExp(plain);
  }
  const letters = Array.from(usual).slice(0, maxLength);
  const missing = Math.max(0, minLength - letters.length);
  return letters.join('') + faker.string.alpha({ length: missing, casing: 'lower' });
}
