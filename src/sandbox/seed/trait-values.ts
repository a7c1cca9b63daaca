import type { Faker } from '@faker-js/faker';
import { matching } from './matching-text.ts';
import type { Person } from './person.ts';
import { SeedError } from './seed-error.ts';
import type { Subschema } from './subschema.ts';
import { textFor } from './trait-text.ts';

/**
 * Makes values of single traits, of which those that identify somebody never come twice. What it returns throws a
 * SeedError when there are no more of them.
 */
export function createTraitValues(
  faker: Faker,
  schemaId: string,
): (trait: Subschema, name: string, person: Person) => unknown {
  // By trait, whose a value is.
  const given = new Map<string, Map<unknown, number>>();
  return (trait, name, person) => {
    if (!trait.identifies) return valueOf(trait, name, person, faker);
    // What is made of the person's number is nobody else's anyway.
    const own = ownText(trait, name, person);
    if (own !== undefined) return own;
    const before = given.get(name) ?? new Map<unknown, number>();
    given.set(name, before);
    for (let attempt = 0; attempt < 1000; attempt += 1) {
      const value = valueOf(trait, name, person, faker);
      // Their own may come again: something else of theirs did not fit.
      if ((before.get(value) ?? person.index) !== person.index) continue;
      before.set(value, person.index);
      return value;
    }
    throw new SeedError(
      `The schema "${schemaId}" leaves too few values of its trait ${name} for so many people: each needs another.`,
    );
  };
}

function ownText(trait: Subschema, name: string, person: Person): string | undefined {
  if (trait.choices !== undefined) return undefined;
  return ownTexts(trait, name, person).find((text) => fits(text, trait));
}

/** By which of these a trait is meant, in the order of preference. */
function ownTexts({ format, extension, title }: Subschema, name: string, person: Person): readonly string[] {
  const { verification, recovery, credentials } = extension;
  const channels = new Set([verification?.via, recovery?.via, credentials?.code?.via]);
  const words = `${name} ${title}`;
  const phones = person.phone === undefined ? [] : [person.phone];
  if (format === 'email' || channels.has('email')) return person.emails;
  if (format === 'tel' || channels.has('sms')) return phones;
  if (/e-?mail/i.test(words)) return person.emails;
  return /phone|mobile|\btel/i.test(words) ? phones : person.usernames;
}

function valueOf(trait: Subschema, name: string, person: Person, faker: Faker): unknown {
  const { type, choices } = trait;
  if (choices !== undefined) return faker.helpers.arrayElement(choices);
  if (type === 'boolean') return faker.datatype.boolean();
  if (type === 'null') return null;
  if (type === 'integer' || type === 'number') return numberFor(trait, name, faker);
  const text = textFor(trait, name, person, faker);
  return fits(text, trait) ? text : matching(trait, text, faker);
}

function numberFor({ type, minimum, maximum, multipleOf }: Subschema, name: string, faker: Faker): number {
  const usual = /age/i.test(name) ? { min: 18, max: 90 } : { min: 1, max: 1000 };
  const step = multipleOf ?? (type === 'integer' ? 1 : 0.01);
  const min = Math.ceil((minimum ?? Math.min(usual.min, maximum ?? usual.min)) / step);
  const max = Math.floor((maximum ?? Math.max(usual.max, minimum ?? usual.max)) / step);
  const number = faker.number.int({ min, max: Math.max(min, max) }) * step;
  return type === 'integer' ? number : Number(number.toFixed(6));
}

function fits(text: string, { minLength, maxLength, pattern }: Subschema): boolean {
  const length = Array.from(text).length;
  return (
    length >= minLength && length <= maxLength && (pattern === undefined || new RegExp(pattern).test(text))
  );
}
