/** Where the answers of the sandbox and of Kratos differ; docs/sandbox.md names each. */
export const knownDifferences: readonly {
  readonly difference: string;
  /** Makes of an answer, as JSON text, what is alike on both. */
  readonly alike: (answer: string) => string;
}[] = [
  {
    difference: 'the order of several violations of a schema, which is random in Kratos',
    alike: (answer) =>
      answer.replaceAll(/I\[#(?:[^"\\]|\\.)*/g, (violations) =>
        violations
          .split(String.raw`\n`)
          .toSorted()
          .join('; '),
      ),
  },
  {
    difference: 'the letter of the bcrypt hashes that are made, $2b$ here and $2a$ there',
    alike: (answer) => answer.replaceAll(/\$2[ab]\$04\$[./A-Za-z0-9]{53}/g, '<bcrypt>'),
  },
];
