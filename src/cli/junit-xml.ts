/**
 * A JUnit report in the form that CI systems read: test suites with their test cases (the XSD of the Jenkins xUnit plugin,
 * https://github.com/jenkinsci/xunit-plugin, model/xsd/junit-10.xsd, of which this is a part).
 */

export interface JunitCase {
  readonly name: string;
  readonly className: string;
  readonly sec: number;
  /** What is told of it whatever came out. */
  readonly output: string;
  readonly result:
    | { readonly kind: 'passed' }
    | { readonly kind: 'failed'; readonly type: string; readonly message: string }
    | { readonly kind: 'skipped'; readonly message: string };
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

export function junitXml(name: string, suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const totals = `tests="${all.length}" failures="${count(all, 'failed')}" errors="0" time="${timeOf(all)}"`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(name)}" ${totals}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suiteLines({ name, cases }: JunitSuite): string[] {
  const totals = [
    `tests="${cases.length}"`,
    `failures="${count(cases, 'failed')}"`,
    'errors="0"',
    `skipped="${count(cases, 'skipped')}"`,
    `time="${timeOf(cases)}"`,
  ];
  return [
    `  <testsuite name="${escaped(name)}" ${totals.join(' ')}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ name, className, sec, output, result }: JunitCase): string[] {
  const attributes = `name="${escaped(name)}" classname="${escaped(className)}" time="${sec.toFixed(3)}"`;
  return [
    `    <testcase ${attributes}>`,
    ...resultLines(result),
    `      <system-out>${escaped(output)}</system-out>`,
    '    </testcase>',
  ];
}

function resultLines(result: JunitCase['result']): string[] {
  switch (result.kind) {
    case 'passed':
      return [];
    case 'skipped':
      return [`      <skipped message="${escaped(result.message)}"/>`];
    case 'failed': {
      const message = escaped(result.message);
      return [`      <failure type="${escaped(result.type)}" message="${message}">${message}</failure>`];
    }
  }
}

function count(cases: readonly JunitCase[], kind: JunitCase['result']['kind']): number {
  return cases.filter(({ result }) => result.kind === kind).length;
}

function timeOf(cases: readonly JunitCase[]): string {
  return cases.reduce((sum, { sec }) => sum + sec, 0).toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** For texts and attributes alike. What XML 1.0 has no place for at all becomes the replacement character. */
function escaped(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- control characters are what XML cannot hold
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replaceAll(/[&<>"'\t\n\r]/g, (character) => ENTITIES[character] ?? character)
  );
}
