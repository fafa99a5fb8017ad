import { expect, it } from 'vitest';
import { GALLERY, resultOf } from './gallery.ts';
import { galleryHtml, galleryIndexHtml } from './gallery-html.ts';

it.each(GALLERY.map((entry) => [entry.id, entry] as const))('%s is a page of its own', (id, entry) => {
  const html = galleryHtml(entry);
  expect(html).toContain(`href="../#example/${id}"`);
  expect(html.replace(/<style>.*<\/style>/, '')).not.toMatch(/[{}]/);
  for (const figure of Object.keys(entry.figures)) {
    const result = resultOf(entry, 'as-it-is', figure);
    if (result !== null) expect(html).toContain(`<td>${result}</td>`);
  }
  expect(galleryIndexHtml()).toContain(`href="${id}.html"`);
});
