import type { Faker } from '@faker-js/faker';
import type { Person } from './person.ts';
import type { Subschema } from './subschema.ts';

/** What a text of this format, name and title usually holds. */
export function textFor({ format, title }: Subschema, name: string, person: Person, faker: Faker): string {
  const ofFormat = formats[format];
  if (ofFormat !== undefined) return ofFormat(person, faker);
  const words = `${name} ${title}`
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  const meant = meanings.find(([pattern]) => pattern.test(words));
  return meant === undefined ? faker.lorem.words({ min: 1, max: 3 }) : meant[1](person, faker);
}

type Make = (person: Person, faker: Faker) => string;

const email: Make = ({ emails: [longest = ''] }) => longest;
const phone: Make = (person) => person.phone ?? '+12125550123';
const website: Make = ({ index }) => `https://example.com/people/${index}`;
const birthday: Make = (_, faker) => faker.date.birthdate().toISOString().slice(0, 10);

const formats: Readonly<Partial<Record<string, Make>>> = {
  email,
  tel: phone,
  uri: website,
  'uri-reference': website,
  date: birthday,
  'date-time': (_, faker) => faker.date.past({ years: 5 }).toISOString(),
  time: (_, faker) => faker.date.past().toISOString().slice(11),
  hostname: ({ index }) => `host${index}.example.com`,
  uuid: (_, faker) => faker.string.uuid(),
  // Addresses that RFC 5737 and RFC 3849 keep for documents.
  ipv4: (_, faker) => `192.0.2.${faker.number.int({ min: 1, max: 254 })}`,
  ipv6: (_, faker) => `2001:db8::${faker.number.int({ min: 1, max: 65_535 }).toString(16)}`,
};

/** The first that matches counts. */
const meanings: readonly (readonly [RegExp, Make])[] = [
  [/\be ?mail\b/, email],
  [/phone|mobile|\btel\b/, phone],
  [/\b(first|given) ?(name)?\b/, ({ first }) => first],
  [/\b(last|family) ?(name)?\b|surname/, ({ last }) => last],
  [/user ?name|\b(user|login|nick ?name|handle)\b/, ({ usernames: [longest = ''] }) => longest],
  [/\b(company|employer|organi[sz]ation)\b/, (_, faker) => faker.company.name()],
  [/\b(department|team)\b/, (_, faker) => faker.commerce.department()],
  [/\b(job|position|role)\b/, (_, faker) => faker.person.jobTitle()],
  [/\b(city|town)\b/, (_, faker) => faker.location.city()],
  [/\bcountry ?code\b/, (_, faker) => faker.location.countryCode()],
  [/\bcountry\b/, (_, faker) => faker.location.country()],
  [/\b(zip|postal|postcode)\b/, (_, faker) => faker.location.zipCode()],
  [/\b(street|address)\b/, (_, faker) => faker.location.streetAddress()],
  [/\b(locale|language|lang)\b/, (_, faker) => faker.helpers.arrayElement(['en', 'de', 'fr', 'ja'])],
  [/\b(time ?zone|zoneinfo)\b/, (_, faker) => faker.location.timeZone()],
  [/\b(birth ?date|birthday|dob|date of birth)\b/, birthday],
  [/\b(url|website|homepage|picture|avatar)\b/, website],
  [/\bname\b/, ({ first, last }) => `${first} ${last}`],
];
