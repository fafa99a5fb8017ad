import { fileURLToPath } from 'node:url';
import { build, type PreviewServer, preview } from 'vite';
import { freePort } from '../../e2e/support/free-port.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const OUT = fileURLToPath(new URL('../../../.cache/bench-app', import.meta.url));
/** The options of the app itself, so that what is measured is what is shipped. */
const OPTIONS = {
  root: ROOT,
  configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
  configLoader: 'runner',
  logLevel: 'warn',
} as const;

export interface ServedPage {
  readonly server: PreviewServer;
  readonly url: string;
}

/** Builds the page and its workers and serves them. */
export async function serveBuiltPage(): Promise<ServedPage> {
  await build({ ...OPTIONS, build: { outDir: OUT } });
  const port = await freePort();
  const server = await preview({
    ...OPTIONS,
    build: { outDir: OUT },
    preview: { host: '127.0.0.1', port, strictPort: true, open: false },
  });
  return { server, url: `http://127.0.0.1:${port}/` };
}
