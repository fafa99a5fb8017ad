import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';

test('a preset fills the fields of a hop, each says where its value comes from, and the file keeps the choice', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open();
  await app.button('All settings').click();
  const hop = app.dialog('All settings').getByRole('group', { name: /^Hop 1/ });
  const preset = hop.getByLabel('Preset', { exact: true });
  const idle = hop.getByLabel('Idle timeout', { exact: true });

  await test.step('a product that does not take so many machines says so, and nothing changes', async () => {
    await preset.selectOption({ label: 'Azure load balancer, default outbound' });
    await expect(hop.getByRole('alert')).toContainText('a pool of 100000 machines has no default allocation');
    await expect(preset).toHaveValue('');
  });

  await test.step('the values are the preset’s, with source and confidence', async () => {
    await preset.selectOption({ label: 'AWS NAT gateway' });
    await expect(hop.getByRole('alert')).toHaveCount(0);
    await expect(hop.getByLabel('SNAT ports', { exact: true })).toHaveValue('1024-56023');
    await expect(idle).toHaveValue('350s');
    await idle.focus();
    const note = hop.locator('[data-path="path.0.limits.idleTimeout"] .field-what');
    await expect(note).toBeVisible();
    await expect(note).toContainText(/From preset AWS NAT gateway: .*\(verified\)/);
  });

  await test.step('a value of one’s own wins, and a reset goes back to the preset’s', async () => {
    await idle.fill('1h');
    await idle.press('Enter');
    await expect(idle).toHaveValue('1h');
    await hop.getByRole('button', { name: 'Reset Idle timeout to 350s' }).click();
    await expect(idle).toHaveValue('350s');
  });

  await test.step('a preset of another mode takes the hop there', async () => {
    await preset.selectOption({ label: 'HAProxy' });
    await expect(hop.getByLabel('Memory a connection', { exact: true })).toHaveValue('33kB');
    await app.dialog('All settings').getByRole('button', { name: 'Close' }).click();
    await expect(app.strategy('Proxy')).toBeChecked();
  });

  const { text } = await app.exported();
  const file = JSON.parse(text) as { path: { preset?: string; snat?: unknown }[] };
  expect(file.path[0]?.preset).toBe('haproxy');
  expect(file.path[0]?.snat).toBeUndefined();
});
