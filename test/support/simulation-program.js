/** A program for `spawnNodeWorker` that only answers; a thread under Vitest reads no TypeScript by itself. */
import { register } from 'tsx/esm/api';

register();
const { serveIfNodeWorker } = await import('../../src/workers/node-worker.ts');
serveIfNodeWorker();
