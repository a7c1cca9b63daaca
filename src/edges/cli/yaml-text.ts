import { Document, Scalar, visit } from 'yaml';
import { escapeUnshowable, unshowable } from './json-text.ts';

/**
 * Plain data as YAML that readers of YAML 1.1 (PyYAML, Juju) and 1.2 take back alike: what either of them might read as
 * something else than a text is quoted. What could drive a terminal stands escaped, in double quotes.
 */
export function yamlText(value: unknown): string {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && needsQuotes(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  // Escapes mean something in double quotes only, and there stands all that is escaped here.
  return escapeUnshowable(document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity }));
}

/** Beside the words of YAML 1.1, which the library knows: whatever begins as a number, a merge or a default does. */
const needsQuotes = (text: string): boolean =>
  /^[-+.\d=<~]/.test(text) || control.test(text) || text.search(unshowable) >= 0;

/** A line feed is shown as one. */
const control = /(?!\n)\p{Cc}/u;
