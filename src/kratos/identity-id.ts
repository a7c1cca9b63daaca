/** The canonical form of an identity id (8-4-4-4-12 or 32 hex digits, any case), or undefined. */
export function canonicalIdentityId(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(trimmed)) return undefined;
  const hex = trimmed.replaceAll('-', '').toLowerCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
