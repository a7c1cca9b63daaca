import type { SourceChoices } from '../../sources/source-choices.ts';
import type { ConversionParameters } from './conversion-parameters.ts';

/** The parameters of an action as the sources want them. */
export function sourceChoices(parameters: ConversionParameters): SourceChoices {
  const { from, mapping, map, set, provider } = parameters;
  return {
    from,
    mapping,
    map,
    set,
    provider,
    leaveOut: parameters['leave-out'],
    badPassword: parameters['bad-password'],
    hookHashes: parameters['hook-hashes'],
    hashConfig: parameters['hash-config'],
  };
}
