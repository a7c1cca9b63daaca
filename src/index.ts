export const version = 'x';
