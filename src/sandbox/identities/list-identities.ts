import type { SQLInputValue } from 'node:sqlite';
import type { Database } from '../database.ts';
import { goLowerCase, goTrimStart } from '../go-text.ts';
import { row, rows } from '../statement.ts';
import { refuseNul } from './database-limits.ts';
import type { Identity } from './identity.ts';
import { keysetLinks, numberedLinks } from './list-links.ts';
import type { ListFilter, ListParameters } from './list-parameters.ts';
import { normalizeAddress } from './normalize-identifier.ts';
import { assembleIdentity } from './store.ts';

export interface IdentityList {
  identities: Identity[];
  link: string;
  /** Only for a numbered page. */
  total?: number;
}

/** One page of the identities in the order of their ids, which is no order of anything else. */
export function listIdentities(db: Database, { filter, page }: ListParameters): IdentityList {
  const { condition, values } = conditionOf(filter);
  if (page.kind === 'numbered') {
    const found = rows(
      db,
      `SELECT * FROM identities WHERE ${condition} ORDER BY id LIMIT ? OFFSET ?`,
      ...values,
      page.size,
      page.page * page.size,
    );
    // Kratos counts what a look-up found, and otherwise everybody, whatever the filter.
    const total = filter?.by === 'identifier' ? found.length : countIdentities(db);
    return {
      identities: found.map((identity) => assembleIdentity(db, identity)),
      link: numberedLinks(page, total),
      total,
    };
  }
  const found = rows(
    db,
    `SELECT * FROM identities WHERE id > ? AND ${condition} ORDER BY id LIMIT ?`,
    page.after,
    ...values,
    page.size + 1,
  );
  const shown = found.slice(0, page.size);
  const lastId = found.length > page.size ? String(shown.at(-1)?.['id']) : undefined;
  return {
    identities: shown.map((identity) => assembleIdentity(db, identity)),
    link: keysetLinks(page, lastId),
  };
}

function countIdentities(db: Database): number {
  return Number(row(db, 'SELECT count(*) AS count FROM identities')?.['count']);
}

function conditionOf(filter: ListFilter | undefined): { condition: string; values: SQLInputValue[] } {
  switch (filter?.by) {
    case undefined:
      return { condition: 'TRUE', values: [] };
    case 'ids':
      return {
        condition: 'id IN (SELECT value FROM json_each(?))',
        values: [JSON.stringify(filter.ids)],
      };
    case 'organization':
      return { condition: 'organization_id = ?', values: [filter.id] };
    case 'identifier': {
      const { identifier } = filter;
      refuseNul(identifier, 'unable to fetch records: ');
      return {
        condition: owners('identifier = ?'),
        values: [normalizeAddress(identifier), identifier],
      };
    }
    case 'identifier-prefix': {
      const { prefix } = filter;
      refuseNul(prefix, 'unable to fetch records: ');
      const normalized = goLowerCase(goTrimStart(prefix));
      return {
        condition: owners('identifier >= ? AND identifier < ?'),
        values: [normalized, afterPrefix(normalized), prefix, afterPrefix(prefix)],
      };
    }
  }
}

// Subjects of upstream providers are case-sensitive, all other identifiers are stored in lower case.
function owners(comparison: string): string {
  return `id IN (SELECT identity_id FROM identity_credential_identifiers
    WHERE (type IN ('password', 'webauthn', 'code') AND ${comparison})
       OR (type IN ('oidc', 'saml') AND ${comparison}))`;
}

function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
