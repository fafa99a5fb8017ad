import { type ReactElement, useEffect, useState } from 'react';
import { takesText } from '../commands/shortcuts.ts';
import { useApp } from '../state/app-context.ts';
import { openFile, openText } from '../state/transfer.ts';

/** Lets a scenario be dropped or pasted anywhere on the page, and shows where while something is dragged. */
export function DropZone(): ReactElement | null {
  const { editor } = useApp();
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    // Enter and leave are told for every element on the way: count them.
    let depth = 0;
    const enter = (event: DragEvent): void => {
      if (!hasFile(event)) return;
      depth += 1;
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!hasFile(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const over = (event: DragEvent): void => {
      if (hasFile(event)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      depth = 0;
      setIsOver(false);
      const file = event.dataTransfer?.files[0];
      // A field that takes files of its own has this one already.
      if (file === undefined || event.defaultPrevented) return;
      event.preventDefault();
      void openFile(editor, file);
    };
    const paste = (event: ClipboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (takesText(target)) return;
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (file !== undefined) void openFile(editor, file);
      else if (text.trim() !== '') openText(editor, text, 'pasted text');
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop, paste };
    for (const [type, listener] of Object.entries(listeners)) {
      document.addEventListener(type, listener as EventListener);
    }
    return () => {
      for (const [type, listener] of Object.entries(listeners)) {
        document.removeEventListener(type, listener as EventListener);
      }
    };
  }, [editor]);

  if (!isOver) return null;
  return (
    <div className="drop-zone" data-testid="drop-zone">
      <p>Drop a scenario file to open it. It stays on this machine.</p>
    </div>
  );
}

function hasFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
