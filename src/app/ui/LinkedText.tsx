import type { ReactElement } from 'react';

const URL_PATTERN = /(https:\/\/[^\s;,)]+[^\s;,):.])/;

/** A text whose addresses can be followed. */
export function LinkedText({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {text.split(URL_PATTERN).map((part) =>
        URL_PATTERN.test(part) ? (
          <a key={part} href={part} target="_blank" rel="noreferrer">
            {part.replace('https://', '')}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}
