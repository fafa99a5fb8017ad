import { useEffect, useState } from 'react';
import { detailOf } from './page-address.ts';

/** What of its page the address asks for: a preset, a question of the gallery; empty where it names the page alone. */
export function useHashDetail(): string {
  const [detail, setDetail] = useState(() => detailOf(location.hash));
  useEffect(() => {
    const changed = (): void => setDetail(detailOf(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return detail;
}
