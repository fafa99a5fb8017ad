import { accessSync, chmodSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

/** A page with these headers is `crossOriginIsolated`, and such pages may frame it; `public/_headers` says the same to static hosts. */
const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** Whether `npm start` can show a page: without a screen or an opener, vite would print a stack trace instead. */
function canOpenBrowser(): boolean {
  if (process.env['CI']) return false;
  if (process.platform !== 'linux') return true;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return false;
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, 'xdg-open'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Makes the bundle a program of its own, whether or not its source begins with a `#!` line. */
function executable(): Plugin {
  return {
    name: 'fivetuple:executable',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = `#!/usr/bin/env node\n${chunk.code.replace(/^#!.*\n/, '')}`;
      }
    },
    writeBundle({ dir = '.' }, bundle) {
      for (const file of Object.keys(bundle)) chmodSync(join(dir, file), 0o755);
    },
  };
}

/**
 * What makes the page installable and keeps it for use without a network: the web manifest, and a service worker that holds every
 * file of the build under the hash of its content. `src/app/offline` registers it and says when there is a new version.
 */
const offline = VitePWA({
  injectRegister: false,
  registerType: 'prompt',
  manifest: {
    id: './',
    name: 'Fivetuple',
    short_name: 'Fivetuple',
    description:
      'How many connections can this topology hold, what breaks first, and what would carry the target?',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#ffffff',
    categories: ['developer', 'utilities', 'productivity'],
    icons: [
      { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
      { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,json,svg,png}'],
    // Files for editors and for who reads the repository; the page has the questions in its own code.
    globIgnores: ['scenarios/**'],
    // From the first visit on, without a second one.
    clientsClaim: true,
    cleanupOutdatedCaches: true,
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
});

const app: UserConfig = {
  base: './',
  plugins: [react(), offline],
  worker: { format: 'es' },
  server: { headers: isolationHeaders, open: canOpenBrowser() },
  preview: { headers: isolationHeaders },
  // The manifest says what a visitor loads first; test/e2e/bundle.spec.ts keeps that small.
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    manifest: true,
    // In one file and not compressed.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // The worker's file is written after the build: that it takes its time is no fault of a plugin.
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          // What the page needs at once is one file: twenty small ones are packed worse, and each is asked for by itself.
          groups: [{ name: 'page', test: /src\/app\/main\.tsx$/ }],
        },
      },
    },
  },
};

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

/**
 * One file that runs where there is Node and nothing else: what it imports is bundled with it. `test/bench` builds what
 * it measures by the same options, with an entry of its own.
 */
const cli: UserConfig = {
  plugins: [executable()],
  ssr: { noExternal: true },
  define: { VERSION_AT_BUILD: JSON.stringify(packageVersion()) },
  build: {
    ssr: 'src/cli/fivetuple.ts',
    outDir: 'dist/cli',
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      output: {
        format: 'es',
        entryFileNames: 'fivetuple.js',
        codeSplitting: false,
      },
    },
  },
};

const testReports = process.env['CI'] ? '.cache/reports/vitest.json' : undefined;

export default defineConfig(({ mode }) => ({
  ...(mode === 'cli' ? cli : app),
  test: {
    environment: 'node',
    // By itself vitest leaves a processor idle; of two that is half.
    maxWorkers: '100%',
    setupFiles: ['test/support/fixed-seed.ts'],
    reporters: testReports ? ['default', 'json'] : ['default'],
    ...(testReports ? { outputFile: { json: testReports } } : {}),
    // `test/e2e/*.spec.ts` belongs to Playwright; everything named `*.test.ts` is Vitest's.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: ['test/theory/**'],
          testTimeout: 60_000,
        },
      },
      {
        // Simulations long enough for narrow confidence intervals.
        extends: true,
        test: { name: 'theory', include: ['test/theory/**/*.test.ts'], testTimeout: 300_000 },
      },
    ],
  },
}));
