// The program as a thread where it runs from its source: what lets the main thread read TypeScript does not reach others.
import { register } from 'tsx/esm/api';

register();
await import('./fivetuple.ts');
