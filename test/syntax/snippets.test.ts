/** Every snippet is read by the program that it is for. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Snippet, SYNTAX_NAMES, type Syntax } from '../../src/analysis/fix/snippet.ts';
import { allSnippets, inSyntax } from './all-snippets.ts';
import { run, withFolder, withProgram, written } from './programs.ts';
import { wrappedHaproxy, wrappedNginx } from './wrapped.ts';

const snippets = allSnippets();
const of = (...syntaxes: readonly Syntax[]): readonly Snippet[] =>
  syntaxes.flatMap((syntax) => inSyntax(snippets, syntax));

/** Runs the program once for each, and shows the text of those that it refuses. */
function eachIsRead(
  wanted: readonly Snippet[],
  textOf: (snippet: Snippet, folder: string) => string,
  command: (path: string, folder: string) => readonly [program: string, ...args: string[]],
): void {
  expect(wanted.length).toBeGreaterThan(0);
  withFolder((folder) => {
    const refused = wanted.flatMap((snippet) => {
      const text = textOf(snippet, folder);
      const [program, ...args] = command(written(folder, 'snippet.conf', text), folder);
      const { ok, said } = run(program, args);
      return ok ? [] : [`${snippet.title}:\n${said}\n${text}`];
    });
    expect(refused.join('\n')).toBe('');
  });
}

const joined = (wanted: readonly Snippet[]): string => wanted.map(({ code }) => code).join('\n');

describe('snippets are read by their programs', () => {
  test('every syntax has one', () => {
    const seen = new Set(snippets.map(({ syntax }) => syntax));
    expect([...seen].toSorted()).toEqual(Object.keys(SYNTAX_NAMES).toSorted());
  });

  test('they end with one line end, have no blanks at the end of a line, and no value that is missing', () => {
    for (const { code } of snippets) {
      expect(code).toMatch(/[^\n]\n$/);
      expect(code).not.toMatch(/[ \t]\n/);
      expect(code).not.toMatch(/undefined[^;]|NaN|null|\[object|Infinity/);
    }
  });

  withProgram('nft -c', ['nft', '-c', 'list ruleset'], () => {
    const all = of('nftables');
    // Each makes its own tables anew, so that one transaction takes all of them.
    const { ok, said } = run('nft', ['-c', '-f', '-'], joined(all));
    expect(ok, `${said}\n${joined(all)}`).toBe(true);
  });

  withProgram('haproxy -c', ['haproxy', '-v'], () =>
    eachIsRead(of('haproxy'), wrappedHaproxy, (path) => ['haproxy', '-c', '-dW', '-f', path]),
  );

  withProgram('nginx -t', ['nginx', '-v'], () =>
    eachIsRead(of('nginx'), wrappedNginx, (path, folder) => [
      'nginx',
      '-t',
      '-q',
      '-e',
      'stderr',
      '-p',
      folder,
      '-c',
      path,
    ]),
  );

  withProgram('keepalived -t', ['keepalived', '--version'], () =>
    eachIsRead(
      of('keepalived'),
      ({ code }) => code,
      (path) => ['keepalived', '-t', '-f', path],
    ),
  );

  withProgram('terraform fmt -check', ['terraform', 'version'], () => {
    withFolder((folder) => {
      const all = of('aws-terraform', 'azure-terraform', 'gcp-terraform');
      for (const [i, { code }] of all.entries()) written(folder, `${i}.tf`, code);
      const { ok, said } = run('terraform', ['fmt', '-check', '-diff', folder]);
      expect(ok, said).toBe(true);
    });
  });

  withProgram('bash -n', ['bash', '--version'], () => {
    const { ok, said } = run('bash', ['-n'], joined(of('iproute2', 'iptables', 'f5-tmsh')));
    expect(ok, said).toBe(true);
  });

  withProgram('Python compiles', ['python3', '--version'], () => {
    const program = 'import json, sys\nfor code in json.load(sys.stdin): compile(code, "snippet", "exec")';
    const { ok, said } = run(
      'python3',
      ['-c', program],
      JSON.stringify(of('python').map(({ code }) => code)),
    );
    expect(ok, said).toBe(true);
  });

  withProgram('YAML loads', ['python3', '-c', 'import yaml'], () => {
    const program =
      'import json, sys, yaml\nfor code in json.load(sys.stdin): assert isinstance(yaml.safe_load(code), dict), code';
    const { ok, said } = run(
      'python3',
      ['-c', program],
      JSON.stringify(of('kubernetes', 'envoy').map(({ code }) => code)),
    );
    expect(ok, said).toBe(true);
  });

  withProgram('gofmt', ['gofmt', '-h'], () =>
    withFolder((folder) => {
      for (const [i, { code }] of of('go').entries()) written(folder, `${i}.go`, code);
      const { ok, said } = run('gofmt', ['-l', folder]);
      expect({ ok, said }).toEqual({ ok: true, said: '' });
    }),
  );

  test('JavaScript is a module that loads', async () => {
    for (const { code } of of('javascript'))
      await expect(import(`data:text/javascript,${encodeURIComponent(code)}`)).resolves.toBeDefined();
  });

  test('sysctl keys have values, and this kernel knows those of its parts that are loaded', () => {
    const lines = of('sysctl').flatMap(({ code }) =>
      code.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
    );
    // Newer than some kernels that the tests run on.
    const young = /tcp_tw_reuse_delay|tcp_syn_linear_timeouts/;
    for (const line of lines) {
      const [, key = ''] = /^([a-z0-9_.-]+) = [\d ,-]+$/.exec(line) ?? [];
      expect(key, line).not.toBe('');
      const path = `/proc/sys/${key.replaceAll('.', '/')}`;
      const folder = path.slice(0, path.lastIndexOf('/'));
      if (existsSync(folder) && !young.test(key)) expect(existsSync(path), path).toBe(true);
    }
  });
});
