import { expect, type Locator, type Page, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

/** The dialog that Ctrl+K opens. */
class PalettePage {
  readonly dialog: Locator;
  readonly field: Locator;
  readonly options: Locator;
  readonly selected: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Search' });
    this.field = this.dialog.getByRole('combobox');
    this.options = this.dialog.getByRole('option');
    this.selected = this.dialog.getByRole('option', { selected: true });
  }
}

async function open(page: Page): Promise<{ app: AppPage; palette: PalettePage }> {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  return { app, palette: new PalettePage(page) };
}

test('by keyboard alone: commands, from wherever the focus is', async ({ page }) => {
  const { app, palette } = await open(page);
  await app.field('Clients').focus();
  await page.keyboard.press('Control+k');
  await expect(palette.field).toBeFocused();
  await expect(palette.selected).toHaveText(/^Play or pause/);
  const name = await palette.selected.getAttribute('id');
  await expect(palette.field).toHaveAttribute('aria-activedescendant', name ?? '');

  await test.step('arrow keys go round, and what is chosen stays in view', async () => {
    await page.keyboard.press('ArrowUp');
    await expect(palette.selected).toHaveText(/^Twenty servers are deployed/);
    await expect(palette.selected).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('ArrowDown');
    await expect(palette.selected).toHaveText(/^Play or pause/);
  });

  await test.step('Escape gives the focus back', async () => {
    await page.keyboard.press('Escape');
    await expect(palette.dialog).toHaveCount(0);
    await expect(app.field('Clients')).toBeFocused();
  });

  await test.step('words in any order find a command, and Enter gives it', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('strategies compare');
    await expect(palette.options).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(palette.dialog).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Comparison of strategies' })).toBeVisible();
  });

  await test.step('what has nothing to act on is left out', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('redo');
    await expect(palette.dialog.getByRole('option', { name: /^Redo/ })).toHaveCount(0);
    await palette.field.fill('no such words');
    await expect(palette.dialog.getByRole('status')).toHaveText('Nothing has all of these words.');
    await expect(palette.field).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('Enter');
    await expect(palette.dialog).toBeVisible();
  });
});

test('a question, a setting, a preset and a word are found and opened', async ({ page }) => {
  const { app, palette } = await open(page);
  const go = async (words: string, entry: string | RegExp): Promise<void> => {
    await app.button('Search').click();
    await palette.field.fill(words);
    await palette.dialog.getByRole('option', { name: entry }).click();
    await expect(palette.dialog).toHaveCount(0);
  };

  await test.step('a question', async () => {
    await go('questions drain reconnect', /^Twenty servers are deployed without a drain/);
    await expect(page.getByRole('combobox', { name: 'Question' })).not.toHaveValue('own');
    await app.button('Undo').click();
  });

  await test.step('a setting: the dialog opens at it, with the focus in its field', async () => {
    await go('snat addresses', /^SNAT addresses/);
    const field = app.dialog('All settings').getByRole('textbox', { name: 'SNAT addresses', exact: true });
    await expect(field).toBeFocused();
    await expect(field).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(app.button('Search')).toBeFocused();
  });

  await test.step('a setting that is folded away, by its name on the real system', async () => {
    await go('tcp_syn_retries', /^SYN retries/);
    const field = app.dialog('All settings').getByRole('textbox', { name: 'SYN retries', exact: true });
    await expect(field).toBeFocused();
    await page.keyboard.press('Escape');
  });

  await test.step('a word', async () => {
    await go('headroom', /^headroom The share of a capacity/);
    await expect(app.dialog('Help').locator(':focus')).toContainText('The share of a capacity');
    await page.keyboard.press('Escape');
  });

  await test.step('a preset', async () => {
    await go('aws nat gateway', /^AWS NAT gateway/);
    const opened = page.getByRole('main').locator('details[open]').filter({ hasText: 'aws-nat-gateway' });
    await expect(opened).toBeInViewport();
  });
});

test('not over another dialog, and single keys can be switched off for good', async ({ page }) => {
  const { app, palette } = await open(page);
  await page.keyboard.press('?');
  const help = app.dialog('Help');
  await expect(help).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(palette.dialog).toHaveCount(0);
  const single = help.getByRole('checkbox', { name: /^Keys without/ });
  await expect(single).toBeChecked();
  await single.press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'false');

  await page.reload();
  await expect(app.sentence).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.press('?');
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Control+k');
  await expect(palette.field).toBeFocused();
  await expect(help).toHaveCount(0);
});

test('the menu by keyboard: open, move, choose, leave', async ({ page }) => {
  const { app } = await open(page);
  const more = app.button('More');
  const menu = page.getByRole('menu', { name: 'More' });
  const focused = menu.locator(':focus');
  await more.focus();
  await page.keyboard.press('ArrowUp');
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expect(focused).toHaveAccessibleName('Show what to watch');
  await page.keyboard.press('Home');
  await expect(focused).toHaveAccessibleName('Play or pause');
  await page.keyboard.press('ArrowDown');
  await expect(focused).toHaveAccessibleName('Start again');

  await test.step('a letter moves and is no shortcut', async () => {
    await page.keyboard.press('p');
    await expect(focused).toHaveAccessibleName('Play slower');
    await expect(app.button('Plan')).toHaveAttribute('aria-pressed', 'false');
  });

  await test.step('Escape goes back to the button, Tab goes on', async () => {
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(focused).toHaveAccessibleName('Play or pause');
    await page.keyboard.press('Tab');
    await expect(menu).toHaveCount(0);
    await expect(app.button('Search')).toBeFocused();
  });

  await test.step('a press elsewhere closes it', async () => {
    await more.click();
    await expect(menu).toBeVisible();
    await app.sentence.click();
    await expect(menu).toHaveCount(0);
  });

  await test.step('a dialog from the menu gives the focus back to the button', async () => {
    await more.press('Enter');
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await expect(app.dialog('All settings')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(more).toBeFocused();
  });
});

for (const { colorScheme, ...size } of LOOKS) {
  test(`axe finds nothing: ${colorScheme}, ${size.width} x ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const { app, palette } = await open(page);
    await app.openMenu();
    await test.step('menu', () => expectAccessible(page));
    await page.keyboard.press('Escape');
    if (size.width > 800) {
      await page.getByRole('button', { name: 'Theme: system' }).click();
      await expect(page.getByRole('menuitemradio', { name: 'System' })).toBeChecked();
      await test.step('menu of themes', () => expectAccessible(page));
      await page.keyboard.press('Escape');
    }
    await app.button('Search').click();
    await expect(palette.options.first()).toBeVisible();
    await test.step('palette', () => expectAccessible(page));
    await palette.field.fill('time');
    await expect(palette.options.first()).toHaveText(/TIME_WAIT/);
    await test.step('palette with a search', () => expectAccessible(page));
  });
}
