import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { freePort } from './free-port.ts';

const BUILT = fileURLToPath(new URL('../../../dist/app', import.meta.url));

/** The built app at an address of its own, where a test can put out a new version of it and stop its server. */
export interface ServedCopy {
  readonly url: string;
  /** As a new build does: the service worker is no longer the same file, byte for byte. */
  putOutNewVersion(): void;
  close(): Promise<void>;
}

export async function serveCopy(): Promise<ServedCopy> {
  const root = mkdtempSync(join(tmpdir(), 'fivetuple-copy-'));
  const outDir = join(root, 'app');
  cpSync(BUILT, outDir, { recursive: true });
  const port = await freePort();
  const server = await preview({
    configFile: false,
    root,
    base: './',
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port, strictPort: true },
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    putOutNewVersion: () => appendFileSync(join(outDir, 'sw.js'), '\n// The next version.\n'),
    async close() {
      await server.close();
      rmSync(root, { recursive: true });
    },
  };
}
