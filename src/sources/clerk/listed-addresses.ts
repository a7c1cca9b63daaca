type User = Readonly<Record<string, unknown>>;

export interface ListedAddress {
  readonly value: string;
  /** Of the Backend API alone. */
  readonly id: string | undefined;
  /** Undefined where the export does not tell. */
  readonly verified: boolean | undefined;
}

/** What a user has of one kind, in the order of the export; the first one is told by primary-addresses.ts. */
export interface AddressFields {
  readonly primary: string;
  readonly primaryId: string;
  readonly verified: string;
  readonly unverified: string;
  readonly all: string;
  /** In an object of `all`. */
  readonly value: string;
}

export const emailFields: AddressFields = {
  primary: 'primary_email_address',
  primaryId: 'primary_email_address_id',
  verified: 'verified_email_addresses',
  unverified: 'unverified_email_addresses',
  all: 'email_addresses',
  value: 'email_address',
};

export const phoneFields: AddressFields = {
  primary: 'primary_phone_number',
  primaryId: 'primary_phone_number_id',
  verified: 'verified_phone_numbers',
  unverified: 'unverified_phone_numbers',
  all: 'phone_numbers',
  value: 'phone_number',
};

/** All but the primary one, which is one of them. */
export function listedAddresses(user: User, fields: AddressFields): ListedAddress[] {
  return [
    ...textsOf(user[fields.verified]).map((value) => ({ value, id: undefined, verified: true })),
    ...textsOf(user[fields.unverified]).map((value) => ({ value, id: undefined, verified: false })),
    ...itemsOf(user[fields.all]).flatMap((item) => addressOf(item, fields.value)),
  ];
}

function addressOf(item: unknown, name: string): ListedAddress[] {
  if (typeof item === 'string') return [{ value: item, id: undefined, verified: undefined }];
  const { id, verification, [name]: value } = (item ?? {}) as User;
  if (typeof value !== 'string') return [];
  const status = (verification as User | null | undefined)?.['status'];
  return [{ value, id: typeof id === 'string' ? id : undefined, verified: status === 'verified' }];
}

function textsOf(value: unknown): string[] {
  return itemsOf(value).filter((item) => typeof item === 'string');
}

/** The dashboard separates them by `|`; commas and semicolons are in no address. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') return [];
  return value
    .split(/[|,;]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
