/** Marks a scenario in the hash of a URL, and the version of its codec (`share-link.ts`). */
export const SHARE_PREFIX = '#s1=';

/** Whether a URL hash is meant as a share link of any version. */
export function isShareHash(hash: string): boolean {
  return /^#s\d+=/.test(hash);
}
