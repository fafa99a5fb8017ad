import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Looks in the page itself: otherwise each look opens a page of its own to add up what frames have found, which takes half of the time.
 * The page under test has no frames of other sites, the only ones that are not looked at in this way.
 */
const lookAt = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Expects text of at least 7:1 on whatever it stands on, as high contrast promises (WCAG 2.2, 1.4.6). */
export async function expectEnhancedContrast(page: Page): Promise<void> {
  const { violations, passes } = await lookAt(page).withRules('color-contrast-enhanced').analyze();
  expect(passes.flatMap(({ nodes }) => nodes).length).toBeGreaterThan(5);
  expect(violations.flatMap(({ nodes }) => nodes.map(({ failureSummary = '' }) => failureSummary))).toEqual(
    [],
  );
}

/** Expects that axe finds nothing on the page as it stands; a failure lists rule, element and reason. */
export async function expectAccessible(page: Page): Promise<void> {
  // What passes is not described: it takes as long as finding it.
  const { violations } = await lookAt(page)
    .options({ resultTypes: ['violations'] })
    .withTags(TAGS)
    .analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
  expect(found).toEqual([]);
}
