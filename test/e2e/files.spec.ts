import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

const BROKEN = new URL('../fixtures/broken/', import.meta.url);
const broken = (name: string): string => readFileSync(new URL(`${name}.json`, BROKEN), 'utf8');

async function openSmall(page: Page): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  return app;
}

/** Drops a file of that text on the page, as from a folder. */
async function drop(page: Page, text: string, name: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([content, fileName]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName, { type: 'application/json' }));
      return data;
    },
    [text, name] as const,
  );
  const main = page.getByRole('main');
  await main.dispatchEvent('dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop a scenario file to open it')).toBeVisible();
  await main.dispatchEvent('dragover', { dataTransfer: transfer });
  await main.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop a scenario file to open it')).toHaveCount(0);
}

/** Pastes into the page from the clipboard, with nothing that takes text in focus. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('ControlOrMeta+V');
}

test('export and import bring back the same scenario, and the export is the same again', async ({ page }) => {
  const app = await openSmall(page);
  await app.runIsComplete();
  const before = await app.scenarioText();
  const first = await app.exported();
  expect(first.name).toBe('two-thousand-clients-on-a-thousand-ports.json');
  expect(JSON.parse(first.text)).toMatchObject({ ...SMALL, results: { seed: 7, completed: true } });

  await app.enter('Clients', '1500');
  await app.strategy('Direct').check();
  await expect(app.sentence).toHaveText(/^Yes\. 1,500 of 1,500 connect/);
  expect(await app.scenarioText()).not.toBe(before);

  await app.importText(first.text, first.name);
  await expect(page.getByText(`Opened ${first.name}`)).toBeVisible();
  await app.runIsComplete();
  expect(await app.scenarioText()).toBe(before);
  expect((await app.exported()).text).toBe(first.text);
});

test('a file that is dropped on the page opens', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/direct-server-return');
  await drop(page, JSON.stringify(SMALL), 'small.json');
  await expect(page.getByText('Opened small.json')).toBeVisible();
  await expect(app.sentence).toHaveText(/^No\. SNAT ports at the edge run out at [\d,]+ of 2,000/);
  expect(JSON.parse(await app.scenarioText())).toEqual(SMALL);
});

test('a text that is pasted on the page opens', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/direct-server-return');
  await paste(page, JSON.stringify(SMALL));
  await expect(page.getByText('Opened pasted text')).toBeVisible();
  expect(JSON.parse(await app.scenarioText())).toEqual(SMALL);
});

test('a text that is pasted into a field stays a text of the field', async ({ page }) => {
  const app = await openSmall(page);
  const before = await app.scenarioText();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('3k'));
  await app.field('Clients').focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(app.field('Clients')).toHaveValue('3k');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await app.field('Clients').press('Escape');
  expect(await app.scenarioText()).toBe(before);
});

const FAULTS = [
  {
    what: 'a syntax error with its line and column',
    text: broken('syntax-cut-off'),
    says: [
      'One fault in broken.json',
      'line 4, column 30',
      'without its closing quote',
      'Accepted: a double quote',
    ],
  },
  {
    what: 'unknown keys with the key that was meant',
    text: broken('unknown-fields'),
    says: [
      'path.0.snat.adresses',
      'line 14, column 73',
      'there is no field "adresses" here; did you mean "addresses"?',
      'Accepted: addresses, ports, reservedPorts',
    ],
  },
  {
    what: 'impossible values with what is possible',
    text: broken('bad-units'),
    says: [
      'clients.0.count',
      'line 8, column 7',
      '"100kk" is not a count: unit "kk" is unknown',
      'Accepted: a number, or a text such as "100k"',
      'backends.count',
      '0 is out of range',
    ],
  },
];

for (const { what, text, says } of FAULTS) {
  test(`a broken file changes nothing and is answered with ${what}`, async ({ page }) => {
    const app = await openSmall(page);
    const before = await app.scenarioText();
    await app.importText(text, 'broken.json');
    for (const each of says) await expect(app.failureDialog).toContainText(each);
    await expect(app.failureDialog).toContainText('The open scenario is unchanged.');
    await app.failureDialog.getByRole('button', { name: 'Keep the open scenario' }).click();
    await expect(app.failureDialog).toBeHidden();
    expect(await app.scenarioText()).toBe(before);
    // Nor has it become a step of undo: the one before is what the link replaced.
    await app.button('Undo').click();
    await expect(app.field('Clients')).toHaveValue('100,000');
  });
}

test('a broken drop, a broken paste and a broken link say what is wrong, too', async ({ page }) => {
  const app = await openSmall(page);
  const before = await app.scenarioText();
  const close = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await expect(app.failureDialog).toBeHidden();
    expect(await app.scenarioText()).toBe(before);
  };
  await drop(page, broken('unknown-words'), 'words.json');
  await expect(app.failureDialog).toContainText('words.json');
  await expect(app.failureDialog).toContainText('"nat" is unknown; did you mean "snat"?');
  await close();
  await paste(page, 'http://example.com/');
  await expect(app.failureDialog).toContainText('One fault in pasted text');
  await close();
  await page.evaluate(() => {
    location.hash = '#s1=AAAA';
  });
  await expect(app.failureDialog).toContainText('One fault in the link');
  await expect(app.failureDialog).toContainText('The link is damaged');
  await close();
});

test('the JSON dialog applies what is valid and keeps what is not, with the faults', async ({ page }) => {
  const app = await openSmall(page);
  await app.choose('JSON');
  const dialog = app.dialog('Scenario JSON');
  const area = dialog.getByRole('textbox', { name: 'Scenario as JSON' });
  await expect(area).toBeFocused();
  const text = await app.copiedJson();
  await area.fill(text.replace('"count": 2000', '"count": "many"'));
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog.getByRole('alert')).toContainText('clients.0.count');
  await expect(dialog.getByRole('alert')).toContainText('"many" is not a count');
  await area.fill(text.replace('"count": 2000', '"count": 900'));
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await expect(app.field('Clients')).toHaveValue('900');
});

test('a share link opens the same scenario in another browser', async ({ page, browser, baseURL }) => {
  const app = await openSmall(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.enter('Clients', '1234');
  await app.button('Share').click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(page.url());
  expect(new URL(link).hash).toMatch(/^#s1=[\w-]+$/);

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const other = new AppPage(await context.newPage());
  await other.page.goto(link);
  await expect(other.field('Clients')).toHaveValue('1,234');
  expect(await other.scenarioText()).toBe(await app.scenarioText());
  // A link that no longer says what is open would mislead.
  await other.button('Make it mine').click();
  await other.enter('Clients', '1235');
  expect(new URL(other.page.url()).hash).toBe('');
  await context.close();
});

test('undo and redo go back and forth, by button and by key', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await expect(app.button('Undo')).toBeDisabled();
  await expect(app.button('Redo')).toBeDisabled();
  const original = await app.scenarioText();
  await app.enter('Servers', '20');
  await app.strategy('DSR').check();
  const changed = await app.scenarioText();
  await app.button('Undo').click();
  await expect(app.strategy('SNAT')).toBeChecked();
  await app.button('Undo').click();
  await expect(app.field('Servers')).toHaveValue('10');
  expect(await app.scenarioText()).toBe(original);
  await expect(app.button('Undo')).toBeDisabled();
  await app.button('Redo').press('ControlOrMeta+Shift+Z');
  await expect(app.field('Servers')).toHaveValue('20');
  await app.button('Redo').click();
  expect(await app.scenarioText()).toBe(changed);
  await expect(app.button('Redo')).toBeDisabled();
  await app.strategy('DSR').press('ControlOrMeta+Z');
  await expect(app.strategy('SNAT')).toBeChecked();
});

test('the scenario is kept in the browser: a reload brings it back', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.strategy('Proxy').check();
  await app.enter('Clients', '54321');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const before = await app.scenarioText();
  await page.reload();
  await expect(app.field('Clients')).toHaveValue('54,321');
  await expect(app.strategy('Proxy')).toBeChecked();
  expect(await app.scenarioText()).toBe(before);
});

test('without storage the page works and says that nothing is kept', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  const app = new AppPage(page);
  await app.open();
  await app.enter('Clients', '50k');
  await expect(app.sentence).toHaveText(/^Yes\. 50,000 of 50,000 connect/);
  await expect(page.getByText('Not saved')).toBeVisible();
});

test('the questions open, and a changed one can be opened as it was', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  const question = page.getByRole('combobox', { name: 'Question' });
  const original = await app.scenarioText();
  await question.selectOption({ label: 'Why do 40k WebSockets from one office stop at 28,232?' });
  await expect(app.sentence).toHaveText(/^No\. Client ports of the office run out at 2[78],\d{3} of 40,000/);
  await question.selectOption('100k-websockets');
  expect(await app.scenarioText()).toBe(original);
  await app.enter('Servers', '3');
  await expect(question.locator('option:checked')).toHaveText(/\(changed\)$/);
  await question.selectOption('100k-websockets');
  expect(await app.scenarioText()).toBe(original);
});
