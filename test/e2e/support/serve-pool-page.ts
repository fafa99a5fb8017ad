import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../pool-page', import.meta.url));

/** Builds the page of `test/e2e/pool-page` as the app is built and serves it until `close` is called. */
export async function servePoolPage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const outDir = mkdtempSync(join(tmpdir(), 'fivetuple-pool-page-'));
  const shared = { configFile: false, root: ROOT, base: './', logLevel: 'warn' } as const;
  await build({ ...shared, worker: { format: 'es' }, build: { outDir, emptyOutDir: true } });
  const port = await freePort();
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port, strictPort: true },
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true });
    },
  };
}
