import { expect, type Locator, type Page, test } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { expectNothingSideways } from './support/sideways.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const diagramOf = (page: Page): Locator => page.getByRole('region', { name: 'Topology' });
const resourcesOf = (page: Page): Locator => page.getByRole('region', { name: 'Resources', exact: true });

/** The page at the end of a small run, where nothing moves any more. */
async function openStill(page: Page, file: ScenarioFile): Promise<AppPage> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const app = new AppPage(page);
  await app.open(await linkTo(file));
  await app.runIsComplete();
  return app;
}

test('a node opens its resources by mouse: in use, peak, failures, arithmetic, settings', async ({
  page,
}) => {
  const app = await openStill(page, SMALL);
  await diagramOf(page).getByRole('button', { name: 'edge', exact: true }).click();
  const drawer = resourcesOf(page);
  const ports = drawer.getByRole('row', { name: /SNAT ports/ });
  await expect(ports.getByRole('cell').nth(1)).toHaveText('1,000');
  await expect(ports).toContainText(/1,000 at 0:0\d:\d\d/);
  await expect(drawer).toContainText(/SYN dropped by NAT .* SYNs dropped and [\d,]+ attempts failed so far/);

  await test.step('it follows the playhead', async () => {
    await app.scrub('Home');
    await expect(ports.getByRole('cell').first()).toHaveText('0');
    await expect(drawer).toContainText('None up to this moment.');
    await expect(drawer).toContainText('at 0:00:00');
    await app.scrub('End');
    await expect(ports.getByRole('cell').first()).not.toHaveText('0');
  });

  await test.step('one server of several', async () => {
    await drawer.getByRole('combobox', { name: 'Node' }).selectOption({ label: 'servers' });
    const files = drawer.getByRole('row', { name: /file descriptors/ });
    const all = Number(await files.getByRole('cell').first().textContent());
    await drawer.getByRole('combobox', { name: 'Instance' }).selectOption({ label: 'servers 2' });
    await expect(drawer).toContainText(', up');
    const one = Number(await files.getByRole('cell').first().textContent());
    expect(one).toBeGreaterThan(0);
    expect(one).toBeLessThan(all);
  });

  await test.step('the arithmetic is the rung of the ladder', async () => {
    await drawer.getByRole('combobox', { name: 'Node' }).selectOption({ label: 'edge' });
    await drawer.getByRole('button', { name: 'Arithmetic of SNAT ports' }).click();
    const rung = app.ladder.getByRole('button', { name: 'edge SNAT ports' });
    await expect(rung).toHaveAttribute('aria-expanded', 'true');
    await expect(rung).toBeFocused();
  });

  await test.step('its settings', async () => {
    await drawer.getByRole('button', { name: 'Edit its settings' }).click();
    const group = app.dialog('All settings').getByRole('group', { name: /^Hop 1: edge/ });
    await expect(group).toBeInViewport();
    expect(await group.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
  });

  await drawer.getByRole('button', { name: 'Close the drawer' }).click();
  await expect(drawer).toBeHidden();
});

test('a node opens its resources by keyboard alone, and Q brings them back', async ({ page }) => {
  await openStill(page, SMALL);
  const clients = diagramOf(page).getByRole('button', { name: 'browsers', exact: true });
  const edge = diagramOf(page).getByRole('button', { name: 'edge', exact: true });
  await clients.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(edge).toBeFocused();
  await page.keyboard.press('Enter');
  const drawer = resourcesOf(page);
  await expect(drawer).toBeFocused();
  await expect(drawer.getByRole('combobox', { name: 'Node' })).toHaveValue('path.0');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(edge).toBeFocused();
  await page.keyboard.press('q');
  await expect(drawer.getByRole('row', { name: /SNAT ports/ })).toBeVisible();
  await page.keyboard.press('q');
  await expect(drawer).toBeHidden();
});

test('says what is down, draining or not there, which link is cut, and what passes in both directions', async ({
  page,
}) => {
  const app = await openStill(page, {
    ...SMALL,
    clients: [{ ...SMALL.clients[0]!, session: { messages: { rate: 1, size: '1KiB', replySize: '4KiB' } } }],
    path: [{ name: 'edge', mode: 'dsr', instances: 1 }],
    events: [
      { at: '3m', action: 'crash', target: 'backends', instances: 1, down: '1m' },
      { at: '5m', action: 'link-cut', target: 'edge', for: '1m' },
      { at: '8m', action: 'scale-in', target: 'backends', instances: 1, drain: '1m' },
    ],
  });
  const diagram = diagramOf(page);
  const words = diagram.locator('p').first();
  await expect(words).toContainText('servers 4 not there');
  await expect(diagram.locator('[data-number="backends.3"]')).toHaveText('not there');

  // A tenth of the run a key.
  await app.scrub('Home', 'PageUp', 'PageUp', 'PageUp');
  await expect(words).toContainText('servers 1 down');
  await expect(diagram.locator('[data-direction="0"]')).toHaveText(/^→ [\d.]+ Mbit\/s$/);
  await expect(diagram.locator('[data-replies="0"]')).toHaveText('');
  await expect(diagram.locator('.diagram-reply')).toHaveText(/replies go round edge · [\d.]+ [GM]bit\/s/);
  await app.scrub('PageUp', 'PageUp');
  await expect(diagram.locator('[data-cut="0"]')).toHaveText('✕ link cut');
  await app.scrub('PageUp', 'PageUp', 'PageUp');
  await expect(words).toContainText('servers 4 draining');
  await expect(diagram.locator('[data-cut="0"]')).toHaveText('');
});

test('a group of many instances says of its fullest, and dots stand still where the page does', async ({
  page,
}) => {
  await openStill(page, { ...SMALL, backends: { name: 'servers', count: 40, ports: [443] } });
  const diagram = diagramOf(page);
  await expect(diagram.locator('[data-fullest="backends"]')).toHaveText(/^fullest of 40: \d+$/);
  await expect(diagram.locator('.diagram-legend')).toContainText('standing still');
});

for (const { colorScheme, ...size } of LOOKS) {
  test(`axe finds nothing in the resources: ${colorScheme}, ${size.width} x ${size.height}`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await openStill(page, SMALL);
    if (size.width < 600) await page.getByRole('tab', { name: 'Diagram' }).click();
    await diagramOf(page).getByRole('button', { name: 'edge', exact: true }).click();
    await expect(resourcesOf(page).getByRole('row', { name: /SNAT ports/ })).toBeVisible();
    // At its end the page lies open above the drawer, which hides nothing that scrolling does not bring out.
    await page.getByRole('main').evaluate((main) => {
      for (const each of [main, document.documentElement]) each.scrollTo(0, each.scrollHeight);
    });
    await expectAccessible(page);
    await expectNothingSideways(page);
  });
}
