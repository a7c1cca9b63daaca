import type { ParameterSchema } from '../../../engine/catalog.ts';

/** Whether a parameter is a name of a file, or a list of them. */
export const namesFiles = ({ format, items }: ParameterSchema): boolean =>
  format === 'file' ||
  (typeof items === 'object' && items !== null && 'format' in items && items.format === 'file');
