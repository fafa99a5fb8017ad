/**
 * `npm run icons`: draws the icons of the installed page from the sign of `public/favicon.svg`, in its light colours. A maskable icon
 * fills its square, and keeps the sign within the circle that every mask leaves (w3.org/TR/appmanifest, "safe zone": 40 % of the width).
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './launch-browser.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = `${ROOT}public/icons`;

/** Share of the width that the sign takes, and how round the corners of its ground are. */
const KINDS = [
  { name: 'icon', sign: 0.72, radius: 0.18 },
  // The corners of the sign lie at 0.5 x sqrt(2) of its width from the middle: within 0.4.
  { name: 'maskable', sign: 0.54, radius: 0 },
] as const;
const SIZES_PX = [192, 512] as const;

const sign = `data:image/svg+xml;base64,${readFileSync(`${ROOT}public/favicon.svg`).toString('base64')}`;
const browser = await launchBrowser();
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, sign: share, radius } of KINDS) {
    for (const size of SIZES_PX) {
      const page = await browser.newPage({
        viewport: { width: size, height: size },
        colorScheme: 'light',
      });
      await page.setContent(`<body style="margin:0;background:none">
        <div style="display:grid;place-items:center;width:${size}px;height:${size}px;background:#fff;border-radius:${radius * size}px">
          <img src="${sign}" width="${share * size}" height="${share * size}" />
        </div>`);
      await page.locator('img').evaluate(async (image: HTMLImageElement) => image.decode());
      await page.screenshot({ path: `${FOLDER}/${name}-${size}.png`, omitBackground: true });
      await page.close();
    }
  }
} finally {
  await browser.close();
}
