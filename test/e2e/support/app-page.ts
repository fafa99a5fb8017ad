import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { isShareHash } from '../../../src/scenario/share-hash.ts';

/** Names of the strategy switch, in its order. */
export const STRATEGY_NAMES = ['SNAT', 'SNAT pool', 'No SNAT', 'DSR', 'Proxy', 'Direct'] as const;
export type StrategyName = (typeof STRATEGY_NAMES)[number];

/** The default run takes a few seconds alone, and several times that beside another test on a slow machine. */
const RUN_TIMEOUT_MS = 60_000;

/** The page under test, by the names that a user reads or hears on it. */
export class AppPage {
  readonly page: Page;
  readonly answer: Locator;
  readonly sentence: Locator;
  readonly ladder: Locator;
  readonly portMap: Locator;
  readonly moment: Locator;
  readonly clock: Locator;

  constructor(page: Page) {
    this.page = page;
    this.answer = page.getByRole('region', { name: 'Answer' });
    this.sentence = this.answer.locator('.answer-sentence');
    this.ladder = page.getByRole('region', { name: 'What binds, in order' });
    this.portMap = page.getByRole('region', { name: 'Port map' });
    const time = page.getByRole('group', { name: 'Time of the run' });
    this.moment = time.getByRole('slider', { name: 'Moment of the run' });
    this.clock = time.locator('.time-clock');
  }

  /**
   * Opens the page, at the scenario that the hash links to; without one at what a visitor sees. A shared scenario is made
   * the visitor's own, so that it can be changed.
   */
  async open(hash = ''): Promise<void> {
    await this.look(hash);
    if (!isShareHash(hash)) return;
    await this.button('Make it mine').click();
    await expect(this.sharedBar).toBeHidden();
  }

  /** Opens the page and leaves a shared scenario as it is: read-only. */
  async look(hash: string): Promise<void> {
    await this.page.goto(`./${hash}`);
    await expect(this.sentence).toBeVisible();
  }

  get sharedBar(): Locator {
    return this.page.getByRole('region', { name: 'Shared scenario' });
  }

  /** Waits until the open scenario has been simulated to its end. */
  async runIsComplete(): Promise<void> {
    await expect(this.answer).toContainText(/Simulated: [\d,]+ events, seed \d+/, {
      timeout: RUN_TIMEOUT_MS,
    });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Gives a command by its name in the header: by its own button where there is one, else in the menu. */
  async choose(name: string): Promise<void> {
    const header = this.page.getByRole('banner');
    const own = header.getByRole('button', { name, exact: true });
    if (await own.isVisible()) {
      await own.click();
      return;
    }
    await this.openMenu();
    await this.page.getByRole('menu').getByRole('menuitem', { name, exact: true }).click();
  }

  /** Opens the menu of the header: "More" at a desk, "Menu" on a phone. */
  async openMenu(): Promise<void> {
    await this.page
      .getByRole('banner')
      .getByRole('button', { name: /^(More|Menu)$/ })
      .click();
    await expect(this.page.getByRole('menu')).toBeVisible();
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }

  get failureDialog(): Locator {
    return this.page.getByRole('alertdialog', { name: 'This scenario was not opened' });
  }

  strategy(name: StrategyName): Locator {
    return this.page.getByRole('radio', { name, exact: true });
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  slider(label: string): Locator {
    return this.page.getByRole('slider', { name: `${label} slider`, exact: true });
  }

  /** Types into a field and commits it. */
  async enter(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
    await this.field(label).press('Enter');
  }

  /** Moves the playhead with the keyboard; each key is one press on its slider. */
  async scrub(...keys: readonly string[]): Promise<void> {
    await this.moment.focus();
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Stops the playhead where it is. */
  async pause(): Promise<void> {
    const pause = this.button('Pause');
    // Without motion it stands from the beginning.
    await expect(pause.or(this.button('Play'))).toBeVisible();
    if (await pause.isVisible()) await pause.click();
    await expect(this.button('Play')).toBeVisible();
  }

  /** The open scenario as Export writes it, without the results of its run. */
  async scenarioText(): Promise<string> {
    const { text } = await this.exported();
    const file = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return JSON.stringify({ ...file, results: undefined }, null, 2);
  }

  /** All of the text in the open JSON dialog, as its button copies it. */
  async copiedJson(): Promise<string> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.dialog('Scenario JSON').getByRole('button', { name: 'Copy' }).click();
    const copied = (): Promise<string> => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).not.toBe('');
    return copied();
  }

  /** The file that Export downloads: its name and its text. */
  async exported(): Promise<{ readonly name: string; readonly text: string }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.choose('Export')]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  /** Opens a file through the Import button. */
  async importText(text: string, name = 'scenario.json'): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.choose('Import')]);
    await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  }
}

/** Waits until the browser has drawn that many frames. */
export async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    for (let seen = 0; seen < wanted; seen += 1) await new Promise(requestAnimationFrame);
  }, count);
}

/** Presses a key until the control has the focus; so many presses must do. */
export async function tabTo(
  page: Page,
  control: Locator,
  presses: number,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  for (let pressed = 0; pressed < presses; pressed += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(control).toBeFocused();
}
