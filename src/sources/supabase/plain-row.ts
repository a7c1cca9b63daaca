type Row = Readonly<Record<string, unknown>>;

/**
 * A row of one of Supabase's tables in one form: JSON that a CSV file has as text becomes what it says, the words that
 * clients write for NULL become nothing, and a telephone gets the `+` that Supabase leaves away (internal/api/phone.go of
 * supabase/auth) and Kratos asks for.
 */
export function plainRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(name, value)]));
}

function plainValue(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^(?:NULL|null|\\N)$/.test(value)) return null;
  if (name === 'phone') return /^[1-9]\d{6,14}$/.test(value) ? `+${value}` : value;
  return jsonColumns.has(name) ? jsonOf(value) : value;
}

const jsonColumns: ReadonlySet<string> = new Set([
  'raw_app_meta_data',
  'raw_user_meta_data',
  'app_metadata',
  'user_metadata',
  'identity_data',
  'identities',
  'mfa_factors',
  'factors',
]);

/** Some exports of CSV escape the quotes within twice: `{\"provider\":\"email\"}`. What is no JSON stays as it is. */
function jsonOf(text: string): unknown {
  for (const attempt of [text, text.replaceAll('\\"', '"')]) {
    try {
      const value: unknown = JSON.parse(attempt);
      if (typeof value === 'object') return value;
    } catch {
      // The other spelling, or the text.
    }
  }
  return text;
}
