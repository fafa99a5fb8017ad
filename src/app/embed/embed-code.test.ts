import { describe, expect, it } from 'vitest';
import { embedCode } from './embed-code.ts';
import { isEmbedded } from './is-embedded.ts';

describe('embedCode', () => {
  it('names the page as a widget with the scenario, and nothing else of its address', () => {
    const code = embedCode('https://example.org/tools/?x=1#presets', '#example/no-snat', 'No SNAT?');
    expect(code).toContain('src="https://example.org/tools/?embed=1#example/no-snat"');
    expect(code).toContain('title="No SNAT? · Fivetuple"');
    expect(code).toMatch(/^<iframe [^<>]+><\/iframe>$/);
  });

  it('lets no name leave its attribute', () => {
    const code = embedCode('https://example.org/', '#s1=AbC-_', '"><script>alert(1)</script> & more');
    expect(code).toContain('title="&quot;>&lt;script>alert(1)&lt;/script> &amp; more · Fivetuple"');
  });
});

describe('isEmbedded', () => {
  it.each([
    ['?embed=1', true],
    ['?a=b&embed=1', true],
    ['?embed=0', false],
    ['?embedded=1', false],
    ['', false],
  ])('%s: %s', (search, expected) => {
    expect(isEmbedded(search)).toBe(expected);
  });
});
