/** Stands for what makes the names of one sequence its own; `withTag` puts it in. */
const tag = '%tag%';

/** Five people, one of them in several spellings. */
export const emails: readonly string[] = [
  `${tag}ada@example.com`,
  `${tag}ADA@Example.com`,
  `${tag}bea@example.com`,
  `${tag}cy@example.com`,
  `${tag}dee@example.com`,
];

/** Some are an e-mail address, or another one in a different spelling; blanks do not count. */
export const usernames: readonly string[] = [
  `${tag}ada`,
  ` ${tag}ADA `,
  `${tag}bea`,
  `${tag}bea@example.com`,
  `${tag}ΣΊΣ`,
];

export const externalIds: readonly string[] = [`${tag}x1`, `${tag}X1`, `${tag}x 2/?`];

export const subjects: readonly string[] = [`${tag}1`, `${tag}2`, `${tag}3`];

/** Any JSON value with the tag put into its texts. */
export function withTag<T>(value: T, own: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(tag, own)) as T;
}

/** The same with the tag taken out, so that answers of different sequences compare. */
export function withoutTag(text: string, own: string): string {
  return text.replaceAll(own, tag);
}
