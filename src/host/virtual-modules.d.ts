// What scripts/build-command.ts puts into the bundle.

/** actions.yaml, read and checked. */
declare module 'virtual:catalog' {
  const catalog: unknown;
  export default catalog;
}

/** A short hash of all files of the program. */
declare module 'virtual:build-id' {
  const buildId: string;
  export default buildId;
}
