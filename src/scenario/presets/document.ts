/** The presets as a document for readers: docs/presets.md. */
import { presetFamilies, presetField } from './library.ts';
import { notExpressed } from './not-expressed.ts';
import type { Preset } from './preset.ts';
import { SYMPTOM_RESOURCES } from './symptom.ts';
import { presetSymptoms } from './symptoms.ts';

const INTRODUCTION = `# Presets

A hop or a population of clients may name a product: \`"preset": "aws-nat-gateway"\`. The values below then stand where
the file has none of its own; every field that is written beside the preset wins, and what the preset leaves open falls
to the ordinary defaults. A preset of a hop gives its mode too.

How well a value is known: **verified** was read in the vendor's documentation or source, **third party** in someone
else's text about it, **measured** was seen on a running system, **derived** was reckoned from values that are known,
**recalled** is common knowledge for which no text was at hand.

This page is written by \`npm run presets\`.
`;

/** Markdown with one section a preset, clients first. */
export function presetsDocument(): string {
  const families = [...presetFamilies('client'), ...presetFamilies('hop')];
  const sections = families.flatMap(({ title, members }, i) => {
    const isFirst = families.findIndex((other) => other.title === title) === i;
    return [...(isFirst ? [`## ${title}\n`] : []), ...members.map(section)];
  });
  const left = notExpressed.map(({ name, reason }) => `- **${name}**: ${reason}\n`);
  return [INTRODUCTION, ...sections, '## Without a preset\n', left.join('')].join('\n');
}

function section({ id, name, kind, modes, line, notes, fields, caps = [] }: Preset): string {
  const rows = fields.map(({ path }) => {
    const info = presetField(id, path);
    const value = info?.value == null ? `${info?.rule}` : `\`${JSON.stringify(info.value)}\``;
    return `| \`${path}\` | ${value} | ${info?.confidence} | ${info?.source} |`;
  });
  const most = caps.map(({ path, max, source }) => `- At most ${max} \`${path}\` (${source}).`);
  const place = kind === 'client' ? 'Clients' : `Hop, ${modes.map((mode) => `\`${mode}\``).join(', ')}`;
  return `${[
    `### \`${id}\`: ${name}`,
    '',
    `${place}: ${line}.`,
    '',
    '| field | value | confidence | source |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...presetSymptoms(id).map(
      ({ resource, symptom: { shows, confidence, source } }) =>
        `- When ${SYMPTOM_RESOURCES[resource]}: ${shows} (${confidence}: ${source}).`,
    ),
    ...most,
    ...notes.map((note) => `- ${note}`),
  ].join('\n')}\n`;
}
