import { expect, test } from '@playwright/test';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

// As a visitor has it, with the worker that keeps the page.
test.use({ serviceWorkers: 'allow' });

test('the page opens with its title and nothing goes wrong on the way', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.url()}: ${response.status()}`);
  });

  await page.goto('./');
  await expect(page).toHaveTitle(/Fivetuple/);
  await expect(page.locator('#root')).not.toBeEmpty();
  await page.waitForLoadState('networkidle');
  expect(faults).toEqual([]);
});

test('the page is cross-origin isolated, as the worker may share memory only then', async ({ page }) => {
  await page.goto('./');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('the browser can run module workers and compress, which runs and share links need', async ({ page }) => {
  await page.goto('./');
  const found = await page.evaluate(async () => {
    const source = URL.createObjectURL(new Blob(['postMessage(6 * 7)'], { type: 'text/javascript' }));
    const worker = new Worker(source, { type: 'module' });
    const answer = await new Promise<unknown>((resolve, reject) => {
      worker.addEventListener('message', (event) => resolve(event.data));
      worker.addEventListener('error', reject);
    });
    worker.terminate();
    const stream = new Blob(['five '.repeat(1000)])
      .stream()
      .pipeThrough(new CompressionStream('deflate-raw'));
    return { answer, compressedBytes: (await new Response(stream).arrayBuffer()).byteLength };
  });
  expect(found.answer).toBe(42);
  expect(found.compressedBytes).toBeGreaterThan(0);
  expect(found.compressedBytes).toBeLessThan(200);
});
