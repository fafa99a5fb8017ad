/** The examples of docs/sweeps.md, run as they stand. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fivetuple, SMALL } from '../support/command-line.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLES = join(ROOT, 'docs/examples/sweep');
const FIVETUPLE = `${process.execPath} ${ROOT}node_modules/tsx/dist/cli.mjs ${ROOT}src/cli/fivetuple.ts`;
const FILE = JSON.stringify({ ...SMALL, duration: '2m', clients: [{ ...SMALL.clients[0], count: 100 }] });
const OVER = ['--over', 'path.0.snat.addresses=1,2', '--replications', '2'];
const HAS_PARALLEL = spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout?.startsWith(
  'GNU parallel',
);

let folder = '';
let whole = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fivetuple-sweep-'));
  writeFileSync(join(folder, 'scenario.json'), FILE);
  const outcome = await fivetuple(['sweep', 'scenario.json', ...OVER, '--workers', '1', '--json'], {
    'scenario.json': FILE,
  });
  expect(outcome).toMatchObject({ code: 0, err: '' });
  whole = outcome.out;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

function sh(argv: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status, stderr } = spawnSync('sh', argv, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, FIVETUPLE, ...env },
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}

const skipped = HAS_PARALLEL ? '' : ' (skipped: GNU parallel is not installed)';

test.skipIf(!HAS_PARALLEL)(
  `shards under GNU parallel are the whole sweep${skipped}`,
  () => {
    sh([join(EXAMPLES, 'parallel.sh'), '2', 'parallel', 'scenario.json', ...OVER]);
    expect(readFileSync(join(folder, 'parallel/sweep.json'), 'utf8')).toBe(whole);
  },
  120_000,
);

test('a task of the Slurm array is a shard of the sweep', async () => {
  const script = readFileSync(join(EXAMPLES, 'slurm-array.sh'), 'utf8');
  expect(script).toMatch(/^#SBATCH --array=1-\d+$/m);
  sh([join(EXAMPLES, 'slurm-array.sh'), 'scenario.json', ...OVER], {
    SLURM_ARRAY_TASK_ID: '2',
    SLURM_ARRAY_TASK_COUNT: '2',
    SLURM_CPUS_PER_TASK: '1',
  });
  const files: Record<string, string> = { 'scenario.json': FILE };
  files['shard-2.log'] = readFileSync(join(folder, 'shard-2.log'), 'utf8');
  await fivetuple(['sweep', 'scenario.json', ...OVER, '--shard', '1/2', '--out', 'shard-1.log'], files);
  const merged = await fivetuple(['merge', 'shard-1.log', 'shard-2.log', '--json'], files);
  expect(merged).toMatchObject({ code: 0, out: whole });
}, 120_000);

test('the indexed Job of Kubernetes asks for one shard an index, and for all of them', async () => {
  const manifest = readFileSync(join(EXAMPLES, 'kubernetes-job.yaml'), 'utf8');
  const [, completions = ''] = /^ {2}completions: (\d+)$/m.exec(manifest) ?? [];
  // A folded block: its lines are joined by blanks.
  const [, block = ''] = /args:\n +- >-\n((?: {14}.*\n)+)/.exec(manifest) ?? [];
  const command = block.replaceAll(/\n? {14}/g, ' ').trim();
  const argumentsAt = (index: number): string[] => {
    // A function of the shell in the place of node prints what it is called with.
    const { stdout } = spawnSync('sh', ['-c', `node() { printf '%s\\n' "$@"; }; ${command}`], {
      encoding: 'utf8',
      env: { ...process.env, JOB_COMPLETION_INDEX: String(index) },
    });
    return stdout.trimEnd().split('\n');
  };
  const [program, ...argv] = argumentsAt(4);
  expect(program).toBe('/fivetuple.mjs');
  expect(argv).toEqual(expect.arrayContaining(['--shard', `5/${completions}`, '/results/shard-5.log']));
  expect(argumentsAt(Number(completions) - 1)).toContain(`${completions}/${completions}`);
  // The command line takes them: beyond the parameters it reads the file.
  const files = { '/scenario/scenario.json': '{' };
  const { code, err } = await fivetuple(argv, files);
  expect({ code, err }).toMatchObject({
    code: 2,
    err: expect.stringContaining('/scenario/scenario.json has 1 fault') as string,
  });
});
