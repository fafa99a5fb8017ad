/**
 * The Chromium inside the package `@sparticuz/chromium`, made for functions in the cloud: a headless shell with the few
 * libraries that a bare Linux lacks. It is unpacked once into `.cache/chromium-<version>` (200 MB).
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));

/** The package's own test for unpacking its libraries; read when it is imported and again when it unpacks. */
const RUNTIME_VARIABLE = 'AWS_LAMBDA_JS_RUNTIME';

export function canRunPackagedChromium(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && packageFolder() !== null;
}

/** @returns the browser's path and the variables that let it find its libraries and fonts. */
export async function unpackChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const folder = join(CACHE, `chromium-${packageVersion()}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/**
 * The package unpacks into the folder for temporary files and takes whatever lies there under its names for complete,
 * even what an interrupted run left. So it gets a folder of its own, which takes its final name when all is there.
 */
async function unpackInto(folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(join(CACHE, 'unpacking-'));
  const changed = ['TMPDIR', RUNTIME_VARIABLE, 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH'];
  const before = changed.map((name) => [name, process.env[name]] as const);
  try {
    process.env['TMPDIR'] = unfinished;
    process.env[RUNTIME_VARIABLE] = 'nodejs20.x';
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
    writeFileSync(join(unfinished, 'fonts.conf'), fontConfiguration(folder));
    renameSync(unfinished, folder);
  } catch (error) {
    // Another process may have finished first; its folder is as good.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** The machine's fonts where it has some, and the package's one family where it has none. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function packageFolder(): string | null {
  try {
    // .../@sparticuz/chromium/build/<kind>/index.js
    return dirname(dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))));
  } catch {
    return null;
  }
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder() ?? '', 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
