/**
 * How a view is looked at by axe: each theme and each size in one of them, since what a theme gets wrong it gets wrong at any
 * size.
 */
export const LOOKS = [
  { colorScheme: 'light', width: 1440, height: 900 },
  { colorScheme: 'dark', width: 390, height: 844 },
] as const;
