import type { Faker } from '@faker-js/faker';
import { fictionalPhoneNumber } from './fictional-phone-number.ts';

/** Somebody who does not exist. Addresses and numbers lead nowhere, and nobody else of the same seed has them. */
export interface Person {
  readonly id: string;
  /** From 1. */
  readonly index: number;
  readonly first: string;
  readonly last: string;
  /** The longest first, for schemas that want it short. */
  readonly usernames: readonly string[];
  readonly emails: readonly string[];
  /** Undefined when all fictional numbers are given away. */
  readonly phone: string | undefined;
}

/** The next one that `faker` makes up. */
export function makePerson(faker: Faker, index: number): Person {
  const first = faker.person.firstName();
  const last = faker.person.lastName();
  // RFC 2606 keeps these for documents.
  const domain = faker.helpers.arrayElement(['example.com', 'example.org', 'example.net']);
  const [given, family] = [lettersOf(first), lettersOf(last)];
  return {
    id: faker.string.uuid(),
    index,
    first,
    last,
    usernames: [`${given}${family}${index}`, `${given.charAt(0)}${family}${index}`, `u${index}`],
    emails: [`${given}.${family}${index}@${domain}`, `u${index}@${domain}`],
    phone: fictionalPhoneNumber(index - 1),
  };
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '') || 'x';
}
