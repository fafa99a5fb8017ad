/** What a page loads before it can show anything, from the manifest that vite writes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUILT = fileURLToPath(new URL('../../dist/app/', import.meta.url));

/** A chunk of the manifest, as far as it is needed here. */
export interface ManifestChunk {
  readonly file: string;
  readonly isEntry?: boolean;
  /** Keys of the chunks that it imports at once. */
  readonly imports?: readonly string[];
}

export type Manifest = Readonly<Record<string, ManifestChunk>>;

/**
 * Files of the entry and of all that it imports at once, each of them once, in the order in which they are found.
 * @throws Error when the manifest has no entry, or names a chunk that it does not have
 */
export function initialFiles(manifest: Manifest): string[] {
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  if (entries.length === 0) throw new Error('the manifest has no entry');
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    chunkOf(manifest, key).imports?.forEach(visit);
  };
  entries.forEach(visit);
  return [...seen].map((key) => chunkOf(manifest, key).file);
}

function chunkOf(manifest: Manifest, key: string): ManifestChunk {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`the manifest has no chunk "${key}"`);
  return chunk;
}

/** Sizes of the files that the built app loads before it can show anything, compressed. */
export function initialSizes(): { readonly file: string; readonly kib: number }[] {
  const manifest = JSON.parse(readFileSync(`${BUILT}.vite/manifest.json`, 'utf8')) as Manifest;
  return initialFiles(manifest).map((file) => ({
    file,
    kib: gzipSync(readFileSync(`${BUILT}${file}`), { level: 9 }).length / 1024,
  }));
}

/** All of them together. */
export function initialKib(): number {
  return initialSizes().reduce((sum, { kib }) => sum + kib, 0);
}
