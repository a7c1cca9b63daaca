/** Who reads secrets beside the actions, each to be granted like one, and what it reads. */
export const otherReaders: Readonly<Record<string, string>> = {
  connect: 'the credentials of contexts',
  password: 'passwords for idp password verify and make',
  'password-hook': 'the key and the pepper of idp password-hook serve',
};

/** A reader in a sentence: an action by its name, another with what it reads. */
export function readerInWords(reader: string): string {
  const read = Object.hasOwn(otherReaders, reader) ? otherReaders[reader] : undefined;
  return read === undefined ? reader : `${reader}, which reads ${read}`;
}
