import { expect, test } from 'vitest';
import { junitXml } from './junit-xml.ts';

const base = { name: 'blocking', className: 'edge', sec: 0.25, output: 'found: 0' } as const;

test('a suite a file, a case a target, with totals', () => {
  const xml = junitXml('fivetuple assert', [
    {
      name: 'a.json',
      cases: [
        { ...base, result: { kind: 'passed' } },
        { ...base, name: 'concurrent', result: { kind: 'failed', type: 'missed', message: 'too few' } },
      ],
    },
    { name: 'b.json', cases: [{ ...base, result: { kind: 'skipped', message: 'unclear' } }] },
  ]);
  expect(xml).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="fivetuple assert" tests="3" failures="1" errors="0" time="0.750">
      <testsuite name="a.json" tests="2" failures="1" errors="0" skipped="0" time="0.500">
        <testcase name="blocking" classname="edge" time="0.250">
          <system-out>found: 0</system-out>
        </testcase>
        <testcase name="concurrent" classname="edge" time="0.250">
          <failure type="missed" message="too few">too few</failure>
          <system-out>found: 0</system-out>
        </testcase>
      </testsuite>
      <testsuite name="b.json" tests="1" failures="0" errors="0" skipped="1" time="0.250">
        <testcase name="blocking" classname="edge" time="0.250">
          <skipped message="unclear"/>
          <system-out>found: 0</system-out>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('what XML would misread is escaped, what it cannot hold is replaced', () => {
  const name = `<a> & "b" 'c'\n\u0000\ud800 \u{1f600} é`;
  const xml = junitXml(name, []);
  expect(xml).toContain('name="&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;&#10;\ufffd\ufffd \u{1f600} é"');
});
