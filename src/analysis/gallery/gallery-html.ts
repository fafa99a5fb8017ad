import { capitalised } from '../wording/phrases.ts';
import { columnsOfEntry, GALLERY, questionOf, resultOf, withResults } from './gallery.ts';
import type { GalleryEntry } from './gallery-entry.ts';

/** Nothing but what a browser brings: the pages are read, and lead to the app. */
const STYLE =
  ':root{color-scheme:light dark}body{max-width:72ch;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:.25rem .75rem .25rem 0;border-bottom:1px solid;text-align:start}.results{overflow-x:auto}';

/** A question as a page of its own, without scripts, for readers and search engines; `../` is the app. */
export function galleryHtml(entry: GalleryEntry): string {
  const { claim, id } = entry;
  const question = questionOf(entry);
  const lesson = withResults(entry, entry.lesson);
  const said =
    claim === undefined
      ? ''
      : `<blockquote><p>${escaped(claim.said)}</p></blockquote>
<p><strong>${capitalised(claim.verdict)}.</strong> ${escaped(withResults(entry, claim.because))}</p>
`;
  return page(
    `${question} · Fivetuple`,
    lesson,
    `<h1>${escaped(question)}</h1>
${said}<p>${escaped(lesson)}</p>
<p><strong>Watch.</strong> ${escaped(withResults(entry, entry.watch))}</p>
<p><a href="../#example/${id}">Open it in the simulator</a></p>
<h2>What the runs give</h2>
${resultsTable(entry)}
<p><a href="index.html">All questions</a></p>`,
  );
}

/** The list of all of them. */
export function galleryIndexHtml(): string {
  const items = GALLERY.map(
    (entry) => `<li><a href="${entry.id}.html">${escaped(questionOf(entry))}</a></li>`,
  ).join('\n');
  return page(
    'Gallery · Fivetuple',
    'Questions about connection limits, each with its lesson and what its simulation gives.',
    `<h1>Gallery</h1>
<ul>
${items}
</ul>
<p><a href="../">The simulator</a></p>`,
  );
}

function resultsTable(entry: GalleryEntry): string {
  const columns = columnsOfEntry(entry);
  const head = columns.map(({ name }) => `<th scope="col">${escaped(name)}</th>`).join('');
  const rows = Object.entries(entry.figures).map(([figure, { says }]) => {
    const cells = columns.map(({ id }) => `<td>${escaped(resultOf(entry, id, figure) ?? '–')}</td>`);
    return `<tr><th scope="row">${escaped(says)}</th>${cells.join('')}</tr>`;
  });
  return `<div class="results"><table>
<thead><tr><td></td>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

function page(title: string, description: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<meta name="description" content="${escaped(description)}">
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
