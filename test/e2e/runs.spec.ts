import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { setField } from '../../src/scenario/edit.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { AppPage, tabTo } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { ComparePage } from './support/compare-page.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { expectNothingSideways } from './support/sideways.ts';

const QUESTION = SMALL.name ?? '';
const TWO: ScenarioFile = setField(SMALL, 'path.0.snat.addresses', 2);
const THREE: ScenarioFile = setField(SMALL, 'path.0.snat.addresses', 3);
/** Other clients: they are not those of the others. */
const MORE: ScenarioFile = setField(SMALL, 'clients.0.count', 3000);

/** The list of kept runs. */
class Runs {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Kept runs' });
  }

  item(name: string): Locator {
    return this.dialog.getByRole('listitem', { name, exact: true });
  }

  /** A table of the differences, by its caption. */
  table(name: string): Locator {
    return this.dialog.getByRole('table', { name });
  }

  row(table: string, name: string): Locator {
    return this.table(table)
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name }) });
  }
}

/** Opens a file as a visit of its own, and waits for its run. */
async function visit(page: Page, file: ScenarioFile): Promise<AppPage> {
  await page.goto('about:blank');
  const app = new AppPage(page);
  await app.open(await linkTo(file));
  await app.runIsComplete();
  return app;
}

/** Visits the files and keeps the run of each by its key. */
async function keepAll(page: Page, files: readonly ScenarioFile[]): Promise<AppPage> {
  let app = new AppPage(page);
  for (const [index, file] of files.entries()) {
    app = await visit(page, file);
    await page.keyboard.press('k');
    await expect(page.getByRole('status').filter({ hasText: 'Kept as' })).toBeVisible();
    await expect(page.getByRole('button', { name: `Kept runs (${index + 1})` })).toBeVisible();
  }
  return app;
}

test('a run is kept by mouse, renamed, recoloured, pinned, hidden, exported, deleted and brought back', async ({
  page,
}) => {
  const app = await visit(page, SMALL);
  const runs = new Runs(page);
  await app.button('Keep this run').click();
  await expect(page.getByRole('status').filter({ hasText: `Kept as “${QUESTION}”` })).toBeVisible();
  await app.button('Keep this run').click();
  await expect(page.getByRole('status').filter({ hasText: 'Kept already' })).toBeVisible();

  await app.button('Kept runs (1)').click();
  const first = runs.item(QUESTION);
  await expect(first).toContainText(/No\. SNAT ports at the edge run out/);
  await expect(first).toContainText(/seed 7, engine [\d.]+, series [0-9a-f]{16}/);
  await first.getByRole('textbox', { name: 'Name' }).fill('One address');
  await first.getByRole('textbox', { name: 'Name' }).press('Enter');
  const renamed = runs.item('One address');
  await renamed.getByRole('combobox', { name: 'Line' }).selectOption('Pink diamonds');
  await renamed.getByRole('checkbox', { name: 'Pinned' }).check();
  await expect(renamed.getByRole('checkbox', { name: 'Shown in comparison' })).toBeChecked();
  await renamed.getByRole('checkbox', { name: 'Shown in comparison' }).uncheck();

  await test.step('everything survives a reload', async () => {
    await page.reload();
    await app.runIsComplete();
    await app.button('Kept runs (1)').click();
    await expect(renamed.getByRole('combobox', { name: 'Line' })).toHaveValue('3');
    await expect(renamed.getByRole('checkbox', { name: 'Pinned' })).toBeChecked();
    await expect(renamed.getByRole('checkbox', { name: 'Shown in comparison' })).not.toBeChecked();
  });

  await test.step('the export is the scenario with its results, and opens again', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      renamed.getByRole('button', { name: 'Export One address' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('one-address.json');
    const exported = JSON.parse(await readFile(await download.path(), 'utf8')) as ScenarioFile;
    const { results, ...file } = exported;
    expect(file).toEqual(SMALL);
    await expect(renamed).toContainText((results as { seriesHash: string }).seriesHash);
  });

  await renamed.getByRole('button', { name: 'Delete One address' }).click();
  await expect(runs.dialog).toContainText('No run is kept.');
  const undo = runs.dialog.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeFocused();
  await undo.click();
  await expect(renamed.getByRole('checkbox', { name: 'Pinned' })).toBeChecked();
  await renamed.getByRole('button', { name: 'Delete One address' }).click();
  await expect(runs.dialog).toContainText('Deleted “One address”.');
  await page.reload();
  await app.runIsComplete();
  await expect(app.button('Keep this run')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Kept runs/ })).toHaveCount(0);
});

test('what differs between two runs is listed, inputs and figures, and one of them opens', async ({
  page,
}) => {
  const app = await keepAll(page, [SMALL, TWO]);
  const runs = new Runs(page);
  await page.keyboard.press('Shift+K');
  await expect(runs.item('SNAT addresses 2')).toBeVisible();
  await runs.dialog.getByRole('combobox', { name: 'From' }).selectOption(QUESTION);
  await runs.dialog.getByRole('combobox', { name: 'To' }).selectOption('SNAT addresses 2');

  const inputs = runs.table('Changed inputs').getByRole('row');
  await expect(inputs).toHaveCount(2);
  await expect(inputs.nth(1)).toContainText('path.0.snat.addresses');
  await expect(inputs.nth(1).getByRole('cell')).toHaveText(['1', '2']);

  const failed = runs.row('Figures', 'Failed attempts').getByRole('cell');
  await expect(failed.nth(2)).toHaveText(/^−[\d,]+ \(−[\d.]+ %\), −[\d.]+ points$/);
  const peaks = runs.row('Figures', 'Peak concurrent').getByRole('cell');
  const [one, two] = await Promise.all([0, 1].map(async (at) => countOf(await peaks.nth(at).innerText())));
  await expect(peaks.nth(2)).toContainText(`+${((two ?? 0) - (one ?? 0)).toLocaleString('en-US')} (+`);
  await expect(runs.dialog).toContainText('Both have the same clients, who arrive at the same times.');

  await test.step('the open scenario is the run that was kept of it, to the last bit', async () => {
    await runs.dialog.getByRole('combobox', { name: 'From' }).selectOption('SNAT addresses 2');
    await runs.dialog.getByRole('combobox', { name: 'To' }).selectOption('Open scenario');
    await expect(runs.dialog).toContainText('No input differs.');
    await expect(runs.dialog).toContainText('The series are the same to the last bit.');
  });

  await runs
    .item(QUESTION)
    .getByRole('button', { name: `Open ${QUESTION}` })
    .click();
  await expect(runs.dialog).toBeHidden();
  await expect(app.field('SNAT addresses')).toHaveValue('1');
  await app.button('Undo').click();
  await expect(app.field('SNAT addresses')).toHaveValue('2');
});

/** The first number of a cell. */
function countOf(text: string): number {
  return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}

test('two to six columns stand on the same arrivals, measured against a baseline, also after a reload', async ({
  page,
}) => {
  const app = await keepAll(page, [SMALL, TWO]);
  await app.button('Compare').click();
  await page.getByRole('radio', { name: 'My columns' }).check();
  const mine = new ComparePage(page, 'my columns');
  await mine.isComplete(3);
  await expect(mine.region).toContainText('The same clients arrive at the same times in all columns.');
  await expect(mine.heads.nth(1)).toContainText(/As kept: seed 7, [\d,]+ events/);
  // The open scenario is the kept one with two addresses: nothing differs from it.
  await expect(await mine.cell('Changed inputs', 'Open scenario')).toHaveText('baseline');
  await expect(await mine.cell('Changed inputs', 'SNAT addresses 2')).toHaveText('none');
  await expect(await mine.cell('Peak concurrent', 'SNAT addresses 2')).toContainText('±0');

  await test.step('a baseline is pinned, and the others show how they differ', async () => {
    await mine.button(`Baseline ${QUESTION}`).click();
    await expect(mine.button(`Baseline ${QUESTION}`)).toHaveAttribute('aria-pressed', 'true');
    const changes = await mine.cell('Changed inputs', 'SNAT addresses 2');
    await expect(changes).toHaveText(/^SNAT addresses: 1 →\s+to 2 path\.0\.snat\.addresses$/);
    await expect(await mine.cell('Failed attempts', 'SNAT addresses 2')).toContainText(
      /−[\d,]+ \(−[\d.]+ %\), −[\d.]+ points/,
    );
    await expect(await mine.cell('Changed inputs', QUESTION)).toHaveText('baseline');
    await expect(mine.region.locator('.compare-answer')).toHaveText(
      /do best: [\d,]+ connections at the peak/,
    );
  });

  await test.step('columns are added up to six, and removed down to two', async () => {
    const column = mine.region.getByRole('combobox', { name: 'Column' });
    for (const [count, name] of [
      [4, 'Strategy: DSR'],
      [5, 'Strategy: Direct'],
      [6, 'Strategy: Proxy'],
    ] as const) {
      await column.selectOption(name);
      await mine.button('Add the column').click();
      await mine.isComplete(count);
    }
    await expect(mine.button('Add the column')).toBeDisabled();
    await expect(await mine.cell('Answer', 'DSR')).toHaveText(/^Yes\. 2,000 of 2,000 connect/);
    const legend = mine.region.getByRole('list', { name: 'Legend' }).getByRole('listitem');
    await expect(legend).toHaveText([
      'Open scenario',
      'SNAT addresses 2',
      QUESTION,
      'DSR',
      'Direct',
      'Proxy',
    ]);
    await mine.button('Remove the column Direct').click();
    await expect(column).toBeFocused();
    for (const name of ['Proxy', 'SNAT addresses 2', 'Open scenario'])
      await mine.button(`Remove the column ${name}`).click();
    await mine.isComplete(2);
    await expect(mine.button('Remove the column DSR')).toBeDisabled();
  });

  await test.step('the choice survives a reload', async () => {
    await page.reload();
    await expect(app.sentence).toBeVisible();
    await app.button('Compare').click();
    await mine.isComplete(2);
    expect(await mine.heads.locator('.compare-name').allTextContents()).toEqual([QUESTION, 'DSR']);
    await expect(mine.button(`Baseline ${QUESTION}`)).toHaveAttribute('aria-pressed', 'true');
    await expect(await mine.cell('Changed inputs', 'DSR')).toContainText(/Mode: snat →\s+to dsr/);
  });
});

test('kept runs of other clients or another seed are told apart', async ({ page }) => {
  await keepAll(page, [SMALL]);
  await visit(page, setField(MORE, 'seed', 8));
  await page.keyboard.press('c');
  await page.getByRole('radio', { name: 'My columns' }).check();
  const mine = new ComparePage(page, 'my columns');
  await mine.isComplete(2);
  await expect(mine.region).toContainText('1 run each, all under seed 8.');
  await expect(mine.region).toContainText(
    `Arrivals differ: ${QUESTION} has other clients than Open scenario.`,
  );
  await expect(mine.heads.nth(1)).toContainText('Run again: kept under seed 7, here under 8');
  await expect(mine.region.locator('.compare-answer')).toHaveText(/[\d.]+ % of the attempts failed\./);
});

test('all of it works by keyboard alone', async ({ page }) => {
  const app = await keepAll(page, [SMALL, THREE]);
  const runs = new Runs(page);
  const { keyboard } = page;
  const tabToFar = (control: Locator): Promise<void> => tabTo(page, control, 120);

  await keyboard.press('Shift+K');
  const first = runs.item('SNAT addresses 3');
  await tabToFar(first.getByRole('textbox', { name: 'Name' }));
  await keyboard.press('Control+A');
  await keyboard.type('Three');
  await keyboard.press('Enter');
  await tabToFar(runs.item('Three').getByRole('checkbox', { name: 'Pinned' }));
  await keyboard.press('Space');
  await expect(runs.item('Three').getByRole('checkbox', { name: 'Pinned' })).toBeChecked();
  await tabToFar(runs.item(QUESTION).getByRole('button', { name: `Delete ${QUESTION}` }));
  await keyboard.press('Enter');
  await expect(runs.item(QUESTION)).toHaveCount(0);
  await expect(runs.dialog.getByRole('button', { name: 'Undo' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(runs.item(QUESTION)).toBeVisible();
  await tabToFar(runs.dialog.getByRole('button', { name: 'Compare my columns' }));
  await keyboard.press('Enter');

  const mine = new ComparePage(page, 'my columns');
  await mine.isComplete(3);
  await tabToFar(mine.button('Add the column'));
  await keyboard.press('Enter');
  await mine.isComplete(4);
  await tabToFar(
    mine.region.getByRole('slider', { name: 'Concurrent connections of all columns at a moment' }),
  );
  for (let presses = 0; presses < 10; presses += 1) await keyboard.press('ArrowRight');
  const legend = mine.region.getByRole('list', { name: 'Legend' });
  await expect(legend.getByRole('listitem').first()).toHaveText(/^Open scenario[\d,]+$/);
  await expect(mine.region.getByRole('slider')).toHaveAttribute(
    'aria-valuetext',
    /^30 s: Open scenario [\d,]+, Three [\d,]+, /,
  );
  await tabToFar(mine.button('Baseline Three'));
  await keyboard.press('Space');
  await expect(mine.button('Baseline Three')).toHaveAttribute('aria-pressed', 'true');
  await tabToFar(mine.button('Remove the column Three'));
  await keyboard.press('Enter');
  await mine.isComplete(3);
  await keyboard.press('Shift+Tab');
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'true');
});

test('a run under way is kept when it is finished, and not when the scenario changes before', async ({
  page,
}) => {
  const app = new AppPage(page);
  const said = (text: string): Locator => page.getByRole('status').filter({ hasText: text });
  await app.open();
  await page.keyboard.press('k');
  await expect(said('The run is kept when it is finished')).toBeVisible();
  await app.runIsComplete();
  await expect(app.button('Kept runs (1)')).toBeVisible();
  await app.enter('Clients', '150k');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('k');
  await expect(said('The run is kept when it is finished')).toBeVisible();
  await app.enter('Clients', '2000');
  await expect(said('Not kept: the scenario has changed')).toBeVisible();
  await app.runIsComplete();
  await expect(app.button('Kept runs (1)')).toBeVisible();
});

test('where the browser keeps nothing, runs stay as long as the page, and it says so', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
  });
  const app = await visit(page, SMALL);
  await page.keyboard.press('k');
  await app.button('Kept runs (1)').click();
  const runs = new Runs(page);
  await expect(runs.item(QUESTION)).toBeVisible();
  await expect(runs.dialog).toContainText('This browser keeps nothing for this page');
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`the list and the comparison are accessible at ${size.width} px, light and dark`, async ({ page }) => {
    await page.setViewportSize(size);
    await keepAll(page, [SMALL, TWO]);
    const runs = new Runs(page);
    await page.keyboard.press('Shift+K');
    await expect(runs.table('Figures')).toBeVisible();
    await expectAccessible(page);
    await runs
      .item(QUESTION)
      .getByRole('button', { name: `Delete ${QUESTION}` })
      .click();
    await runs.dialog.getByRole('button', { name: 'Undo' }).click();
    await runs.dialog.getByRole('button', { name: 'Compare my columns' }).click();
    const mine = new ComparePage(page, 'my columns');
    await mine.isComplete(3);
    await mine.button(`Baseline ${QUESTION}`).click();
    await mine.region.getByRole('slider').hover();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expectAccessible(page);
    await page.keyboard.press('Shift+K');
    await expect(runs.table('Figures')).toBeVisible();
    await expectAccessible(page);
    await expectNothingSideways(page);
  });
