import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Expects text of at least 7:1 on whatever it stands on, as high contrast promises (WCAG 2.2, 1.4.6). */
export async function expectEnhancedContrast(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page })
    .withRules('color-contrast-enhanced')
    .analyze();
  expect(passes.flatMap(({ nodes }) => nodes).length).toBeGreaterThan(5);
  expect(violations.flatMap(({ nodes }) => nodes.map(({ failureSummary = '' }) => failureSummary))).toEqual(
    [],
  );
}

/** Expects that axe finds nothing on the page as it stands; a failure lists rule, element and reason. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
  expect(found).toEqual([]);
}
