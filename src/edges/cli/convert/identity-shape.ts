import type { IdentityBody } from '../../../sources/converted-identity.ts';
import type { Format } from '../options.ts';

/** How identities follow each other in a file. */
export type IdentityShape = {
  readonly begin: string;
  readonly item: (identity: IdentityBody, isFirst: boolean) => string;
  readonly end: (count: number) => string;
};

/** A JSON line each; as json and as yaml one list. */
export async function identityShape(format: Format): Promise<IdentityShape> {
  if (format === 'json') {
    return {
      begin: '[',
      item: (identity, isFirst) => `${isFirst ? '\n' : ',\n'}${JSON.stringify(identity)}`,
      end: (count) => (count === 0 ? ']\n' : '\n]\n'),
    };
  }
  if (format === 'yaml') {
    const { yamlText } = await import('../yaml-text.ts');
    return {
      begin: '',
      item: (identity) => yamlText([identity]),
      end: (count) => (count === 0 ? '[]\n' : ''),
    };
  }
  return { begin: '', item: (identity) => `${JSON.stringify(identity)}\n`, end: () => '' };
}
