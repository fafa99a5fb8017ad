/** Programs that read what the snippets say, where they are installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'vitest';

export interface Outcome {
  readonly ok: boolean;
  /** What the program said, for the message of a failed test. */
  readonly said: string;
}

/** Daemons live in sbin, which not every user has in the path. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`;

export function run(program: string, args: readonly string[], input = ''): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], {
    encoding: 'utf8',
    input,
    env: { ...process.env, PATH, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' },
  });
  const said = error === undefined ? `${stdout}${stderr}` : error.message;
  return { ok: status === 0, said };
}

/** A test that is skipped, with the reason in its name, where the probe of the program fails. */
export function withProgram(
  name: string,
  probe: readonly [program: string, ...args: string[]],
  act: () => void,
): void {
  const [program, ...args] = probe;
  const outcome = run(program, args);
  if (outcome.ok) test(name, act);
  else
    test.skip(`${name} (skipped: ${program} cannot be used here: ${outcome.said.trim().split('\n')[0]})`, () => {
      // The name says why.
    });
}

/** Runs with a folder that is gone afterwards. */
export function withFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'fivetuple-syntax-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function written(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
