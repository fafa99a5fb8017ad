/** The editor in the colours and sizes of the page, by its tokens: both themes come of themselves. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const frame = EditorView.theme({
  '&': {
    maxHeight: 'min(34rem, 56dvh)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--field)',
    color: 'var(--text)',
    fontSize: 'var(--text-small)',
  },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--text)', padding: 'var(--space-1) 0' },
  '.cm-gutters': {
    backgroundColor: 'var(--rail)',
    color: 'var(--text-quiet)',
    borderRight: 'var(--hairline)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--hover)', color: 'var(--text)' },
  '&.cm-focused .cm-matchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--text)',
    outline: '1px solid var(--accent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-searchMatch': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--failed)',
    textUnderlineOffset: '3px',
  },
  '.cm-lint-marker-error': { content: '""', position: 'relative' },
  '.cm-lint-marker-error::before': { content: '"!"', color: 'var(--failed-text)', fontWeight: '600' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 0.25em', textAlign: 'center' },
});

const floating = EditorView.theme({
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: 'none',
    overflow: 'hidden',
    fontFamily: 'var(--font-mono)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    minHeight: 'var(--target)',
    padding: '0.125rem var(--space-2)',
    lineHeight: '1.25rem',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { marginLeft: 'var(--space-2)', fontStyle: 'normal', fontFamily: 'var(--font)' },
  '.cm-tooltip li:not([aria-selected]) .cm-completionDetail': { color: 'var(--text-quiet)' },
  '.cm-tooltip.cm-completionInfo, .cm-tooltip-hover': {
    maxWidth: 'min(24rem, 80vw)',
    padding: 'var(--space-2)',
    fontFamily: 'var(--font)',
    fontSize: 'var(--text-small)',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
  },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--failed)' },
  '.cm-panels': { backgroundColor: 'var(--rail)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { padding: 'var(--space-1) var(--space-4) var(--space-1) var(--space-1)' },
  '.cm-textfield, .cm-button': {
    minHeight: 'var(--target)',
    border: '1px solid var(--line-strong)',
    backgroundImage: 'none',
    backgroundColor: 'var(--field)',
    color: 'var(--text)',
  },
  '.cm-panel.cm-search [name=close]': {
    minWidth: 'var(--target)',
    minHeight: 'var(--target)',
    color: 'var(--text)',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--in-use-text)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--text-quiet)' },
]);

export const editorTheme: Extension = [frame, floating, syntaxHighlighting(colours)];
