import { IdpError } from '../../errors/idp-error.ts';
import type { ImportContext } from '../import/import-context.ts';
import { tellingWhenInterrupted } from '../import/telling-when-interrupted.ts';
import { validateLive } from '../verify/validate-live.ts';
import type { CheckReport } from './check-report.ts';
import { type InputParameters, validateInput } from './validate-input.ts';

/** The parameters of validate-identities, as actions.yaml has them. */
export type ValidationParameters = InputParameters & { readonly live: boolean };

/** The deed of validate-identities. Fails with partial where something does not fit, which is reported before. */
export async function validateIdentities(
  parameters: ValidationParameters,
  context: ImportContext,
): Promise<ValidationResults> {
  const results = await tellingWhenInterrupted(context, async () =>
    parameters.live ? live(context) : validationResults(await validateInput(parameters, context)),
  );
  if (results.rejected === 0) return results;
  context.report({ ...results });
  throw wouldBeRejected(results, parameters.live);
}

export interface ValidationResults {
  read: number;
  rejected: number;
  /** As CheckReport and LiveReport have them. */
  problems: Record<string, unknown>[];
  passwords?: Record<string, number>;
  schemas?: Record<string, number>;
  links?: Record<string, number>;
  stripped?: Record<string, number>;
  /** Of what Kratos has: the first that do not fit. */
  identities?: Record<string, unknown>[];
}

/** A report as an action answers it. */
export function validationResults(report: CheckReport): ValidationResults {
  const { passwords, schemas, links, stripped } = report;
  return {
    ...report,
    problems: report.problems.map((problem) => ({ ...problem })),
    passwords: { ...passwords },
    schemas: { ...schemas },
    links: { ...links },
    stripped: { ...stripped },
  };
}

/** How a check ends that has found something. */
export function wouldBeRejected(
  { read, rejected }: Pick<ValidationResults, 'read' | 'rejected'>,
  isLive = false,
): IdpError {
  return isLive
    ? new IdpError('partial', `${rejected} of ${read} identities no longer fit their schema.`, {
        hint: 'Mend their traits, or the schema: until then they can neither be changed nor locked.',
      })
    : new IdpError('partial', `${rejected} of ${read} rows would be rejected; nothing was sent.`, {
        hint: 'Mend them, or import the others: an import leaves such rows out and writes them to its rejects.',
      });
}

async function live({ kratos, signal, report }: ImportContext): Promise<ValidationResults> {
  const identities: Record<string, unknown>[] = [];
  const schemas = await kratos.identitySchemas(signal);
  const found = await validateLive({
    admin: kratos,
    schemas,
    signal,
    onUnfitting({ identityId, schema, problems }) {
      if (identities.length < mostListed) {
        identities.push({ 'identity-id': identityId, schema, problems });
        report({ identities });
      }
    },
  });
  const { read, unfitting, problems } = found;
  return { read, rejected: unfitting, problems: problems.map((problem) => ({ ...problem })), identities };
}

/** All of them are counted; so many are listed one by one. */
const mostListed = 10_000;
