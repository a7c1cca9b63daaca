/** What scripts/build-command.ts puts into the bundle: actions.yaml, read and checked, as JSON. */
declare module 'virtual:catalog' {
  import type { Catalog } from '../engine/catalog.ts';

  const catalog: Catalog;
  export default catalog;
}
