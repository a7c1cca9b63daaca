/** A UUID as Kratos writes it takes 16 bytes on disk; any other text stays what it is. */
export function packUuid(text: string): Uint8Array | string {
  return pattern.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : text;
}

/** The text that was packed. */
export function unpackUuid(packed: unknown): string {
  if (typeof packed === 'string') return packed;
  const hex = Buffer.from(packed as Uint8Array).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const pattern = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
