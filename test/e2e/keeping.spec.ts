import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

const FILE_KEY = 'fivetuple.document.1';

async function isSaved(page: Page): Promise<void> {
  // What keeps the steps is fetched after the page, and makes its database then.
  const names = (): Promise<(string | undefined)[]> =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(names).toContain('fivetuple-document');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** What the own document is when the page starts without a link. */
async function ownAtNextStart(context: BrowserContext): Promise<AppPage> {
  const app = new AppPage(await context.newPage());
  await app.open();
  return app;
}

test.describe('undo', () => {
  test('survives a reload exactly, with what can be redone', async ({ page }) => {
    const app = new AppPage(page);
    await app.open();
    const texts = [await app.scenarioText()];
    const step = async (change: () => Promise<void>): Promise<void> => {
      await change();
      texts.push(await app.scenarioText());
    };
    await step(() => app.enter('Clients', '50k'));
    await step(() => app.strategy('DSR').check());
    await step(() => app.enter('Servers', '20'));
    await step(() => app.enter('Servers', '21'));
    await app.button('Undo').click();
    await app.button('Undo').click();
    await isSaved(page);

    await page.reload();
    await expect(app.button('Undo')).toBeEnabled();
    expect(await app.scenarioText()).toBe(texts[2]);
    await test.step('by the keyboard', async () => {
      for (const text of [texts[1], texts[0]]) {
        await page.keyboard.press('ControlOrMeta+Z');
        expect(await app.scenarioText()).toBe(text);
      }
      await expect(app.button('Undo')).toBeDisabled();
      for (const text of texts.slice(1)) {
        await page.keyboard.press('ControlOrMeta+Shift+Z');
        expect(await app.scenarioText()).toBe(text);
      }
      await expect(app.button('Redo')).toBeDisabled();
    });
    await test.step('and once more, from the other end', async () => {
      await isSaved(page);
      await page.reload();
      await expect(app.button('Undo')).toBeEnabled();
      await expect(app.button('Redo')).toBeDisabled();
      for (const text of texts.toReversed().slice(1)) {
        await app.button('Undo').click();
        expect(await app.scenarioText()).toBe(text);
      }
    });
  });

  test('survives a reload that comes at once', async ({ page }) => {
    const app = new AppPage(page);
    await app.open();
    await app.enter('Clients', '50k');
    await isSaved(page);
    await app.enter('Servers', '20');
    await page.reload();
    await expect(app.field('Servers')).toHaveValue('20');
    await expect(app.button('Undo')).toBeEnabled();
    await app.button('Undo').click();
    await expect(app.field('Servers')).toHaveValue('10');
    await expect(app.field('Clients')).toHaveValue('50,000');
    await app.button('Undo').click();
    await expect(app.field('Clients')).toHaveValue('100,000');
  });

  test('begins empty, and the file opens, where an earlier version kept the file alone', async ({ page }) => {
    const app = new AppPage(page);
    await app.open();
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
      FILE_KEY,
      JSON.stringify(SMALL),
    ] as const);
    await page.reload();
    expect(JSON.parse(await app.scenarioText())).toEqual(SMALL);
    await expect(app.button('Undo')).toBeDisabled();
    await app.enter('Clients', '1500');
    await isSaved(page);
    await page.reload();
    await expect(app.button('Undo')).toBeEnabled();
    await app.button('Undo').click();
    expect(JSON.parse(await app.scenarioText())).toEqual(SMALL);
  });

  test('is dropped where it cannot be read; the open file stays', async ({ page }) => {
    const app = new AppPage(page);
    await app.open();
    await app.enter('Clients', '50k');
    await isSaved(page);
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('fivetuple-document');
        request.addEventListener('success', () => resolve(request.result));
      });
      const store = database.transaction('histories', 'readwrite').objectStore('histories');
      const keys = await new Promise<IDBValidKey[]>((resolve) => {
        const request = store.getAllKeys();
        request.addEventListener('success', () => resolve(request.result));
      });
      const id = keys[0] ?? '';
      const put = store.put({ id, changedAtMs: 1, texts: 'damaged', at: -1 });
      await new Promise((resolve) => put.addEventListener('success', resolve));
      database.close();
    });
    await page.reload();
    await expect(app.field('Clients')).toHaveValue('50,000');
    await expect(app.button('Undo')).toBeDisabled();
    await app.enter('Clients', '60k');
    await isSaved(page);
    await page.reload();
    await expect(app.button('Undo')).toBeEnabled();
    await app.button('Undo').click();
    await expect(app.field('Clients')).toHaveValue('50,000');
  });

  test('of one tab is its own, and the tab that changed last is what opens next', async ({
    context,
    page,
  }) => {
    const one = new AppPage(page);
    await one.open();
    await one.enter('Clients', '10k');
    await one.enter('Clients', '11k');
    await isSaved(page);
    const two = await ownAtNextStart(context);
    await expect(two.button('Undo')).toBeEnabled();
    await two.enter('Clients', '20k');
    await isSaved(two.page);
    await one.enter('Clients', '12k');
    await isSaved(page);

    await test.step('both undo what they did themselves', async () => {
      for (const [app, values] of [
        [one, ['11,000', '10,000', '100,000']],
        [two, ['11,000', '10,000', '100,000']],
      ] as const) {
        for (const value of values) {
          await app.button('Undo').click();
          await expect(app.field('Clients')).toHaveValue(value);
        }
        await expect(app.button('Undo')).toBeDisabled();
      }
    });
    await test.step('the last change wins', async () => {
      for (let step = 0; step < 3; step += 1) await one.button('Redo').click();
      await expect(one.field('Clients')).toHaveValue('12,000');
      await isSaved(page);
      const next = await ownAtNextStart(context);
      await expect(next.field('Clients')).toHaveValue('12,000');
      await expect(next.button('Undo')).toBeEnabled();
      await next.button('Undo').click();
      await expect(next.field('Clients')).toHaveValue('11,000');
    });
  });

  test('without IndexedDB the file is kept all the same', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
    });
    const app = new AppPage(page);
    await app.open();
    await app.enter('Clients', '50k');
    await expect(
      page.getByTitle('Kept in this browser; its undo steps are lost with the page'),
    ).toBeVisible();
    await page.reload();
    await expect(app.field('Clients')).toHaveValue('50,000');
    await expect(app.button('Undo')).toBeDisabled();
  });
});

test.describe('a share link', () => {
  test('is looked at: time and comparison work, and the own document is as it was', async ({
    context,
    page,
  }) => {
    const app = new AppPage(page);
    await app.open();
    await app.enter('Clients', '50k');
    await isSaved(page);
    const own = await app.scenarioText();

    await app.look(await linkTo(SMALL));
    await expect(app.sharedBar).toContainText('A shared scenario: look, move time, compare.');
    await expect(page.getByText('Read-only')).toBeVisible();
    await expect(app.button('Undo')).toBeDisabled();
    await app.runIsComplete();
    await app.pause();
    await app.scrub('Home');
    await expect(app.clock).toHaveText(/^0:00:00 of/);
    await page.keyboard.press('c');
    await expect(page.getByRole('region', { name: /^Comparison of/ })).toBeVisible();
    await page.keyboard.press('c');
    expect(JSON.parse(await app.scenarioText())).toEqual(SMALL);

    const next = await ownAtNextStart(context);
    expect(await next.scenarioText()).toBe(own);
    await next.button('Undo').click();
    await expect(next.field('Clients')).toHaveValue('100,000');
    await next.button('Redo').click();

    await app.button('Back to mine').click();
    await expect(app.sharedBar).toBeHidden();
    expect(await app.scenarioText()).toBe(own);
    expect(new URL(page.url()).hash).toBe('');
    await app.button('Undo').click();
    await expect(app.field('Clients')).toHaveValue('100,000');
  });

  test('becomes one’s own, one undo step after the document before', async ({ page }) => {
    const app = new AppPage(page);
    await app.open();
    await app.enter('Clients', '50k');
    await isSaved(page);
    const own = await app.scenarioText();
    await app.look(await linkTo(SMALL));
    await app.button('Make it mine').click();
    await expect(app.sharedBar).toBeHidden();
    expect(JSON.parse(await app.scenarioText())).toEqual(SMALL);
    await isSaved(page);
    await page.goto('./');
    await expect(app.field('Clients')).toHaveValue('2,000');
    await expect(app.button('Undo')).toBeEnabled();
    await app.button('Undo').click();
    expect(await app.scenarioText()).toBe(own);
    await app.button('Undo').click();
    await expect(app.field('Clients')).toHaveValue('100,000');
  });

  test('answers the first change with an offer, by mouse', async ({ page }) => {
    const app = new AppPage(page);
    await app.look(await linkTo(SMALL));
    const offer = page.getByRole('alertdialog', { name: 'This scenario is shared' });
    await app.strategy('Direct').click();
    await offer.getByRole('button', { name: 'Leave it as it is' }).click();
    await expect(offer).toBeHidden();
    await expect(app.strategy('SNAT')).toBeChecked();
    await expect(app.sharedBar).toBeVisible();

    await test.step('in the middle of a drag, too', async () => {
      const box = (await app.slider('Servers').boundingBox())!;
      await page.mouse.move(box.x + 5, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
      await page.mouse.up();
      await offer.getByRole('button', { name: 'Close' }).click();
      await expect(app.field('Servers')).toHaveValue('4');
    });
    await app.strategy('Direct').click();
    await offer.getByRole('button', { name: 'Make it mine, with the change' }).click();
    await expect(offer).toBeHidden();
    await expect(app.sharedBar).toBeHidden();
    await expect(app.strategy('Direct')).toBeChecked();
    await app.button('Undo').click();
    await expect(app.strategy('SNAT')).toBeChecked();
    expect(JSON.parse(await app.scenarioText())).toEqual(SMALL);
    await app.button('Undo').click();
    await expect(app.field('Clients')).toHaveValue('100,000');
  });

  test('answers the first change with an offer, by keyboard alone', async ({ page }) => {
    const app = new AppPage(page);
    await app.look(await linkTo(SMALL));
    const offer = page.getByRole('alertdialog', { name: 'This scenario is shared' });
    const yes = offer.getByRole('button', { name: 'Make it mine, with the change' });
    await app.field('Clients').focus();
    await page.keyboard.type('1500');
    // Twice: the second time nothing has to be fetched, and the key must not press the button that gets the focus.
    for (let time = 0; time < 2; time += 1) {
      if (time > 0) await page.keyboard.type('1500');
      await page.keyboard.press('Enter');
      await expect(yes).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(offer).toBeHidden();
      await expect(app.field('Clients')).toBeFocused();
      await expect(app.field('Clients')).toHaveValue('2,000');
    }
    await app.slider('Clients').focus();
    await page.keyboard.press('ArrowRight');
    await expect(yes).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(app.sharedBar).toBeHidden();
    await expect(app.slider('Clients')).toBeFocused();
    await expect(app.field('Clients')).not.toHaveValue('2,000');
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(app.field('Clients')).toHaveValue('2,000');
  });

  test('is left by the keyboard, and by opening something else', async ({ page }) => {
    const app = new AppPage(page);
    const link = await linkTo(SMALL);
    await app.look(link);
    await app.button('Back to mine').focus();
    await page.keyboard.press('Enter');
    await expect(app.field('Clients')).toHaveValue('100,000');

    await page.goto(`./${link}`);
    await expect(app.sharedBar).toBeVisible();
    await page.getByRole('combobox', { name: 'Question' }).selectOption('one-office-address');
    await expect(app.sharedBar).toBeHidden();
    await app.button('Undo').click();
    await expect(app.field('Clients')).toHaveValue('100,000');
    await expect(app.button('Undo')).toBeDisabled();

    const office = 'Why do 40k WebSockets from one office stop at 28,232?';
    await test.step('from the palette', async () => {
      await page.goto(`./${link}`);
      await expect(app.sharedBar).toBeVisible();
      await app.button('Search').click();
      await app.dialog('Search').getByRole('combobox').fill('40k one office');
      await app.dialog('Search').getByRole('option', { name: office }).click();
      await expect(app.sharedBar).toBeHidden();
      await expect(app.field('Clients')).toHaveValue('40,000');
    });
    await test.step('from the gallery', async () => {
      await page.goto(`./${link}`);
      await expect(app.sharedBar).toBeVisible();
      await app.choose('Gallery');
      await page.getByRole('article', { name: office }).getByRole('button', { name: 'Open it' }).click();
      await expect(app.sharedBar).toBeHidden();
      await expect(app.field('Clients')).toHaveValue('40,000');
    });
  });

  test('to what is open already is no foreign scenario', async ({ page }) => {
    const app = new AppPage(page);
    await app.open(await linkTo(SMALL));
    await app.button('Share').click();
    await expect(page.getByText(/Link copied|The link is in the address bar/)).toBeVisible();
    await isSaved(page);
    await page.reload();
    await expect(app.field('Clients')).toHaveValue('2,000');
    await app.enter('Clients', '1500');
    await expect(app.field('Clients')).toHaveValue('1,500');
    await expect(app.sharedBar).toBeHidden();
  });

  for (const { colorScheme, ...viewport } of LOOKS) {
    test(`is accessible in ${colorScheme} at ${viewport.width} px, with its offer`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const app = new AppPage(page);
      await app.look(await linkTo(SMALL));
      await expect(app.sharedBar).toBeVisible();
      await app.runIsComplete();
      await expectAccessible(page);
      await app.enter('Clients', '1500');
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectAccessible(page);
    });
  }
});
