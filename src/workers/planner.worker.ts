import { expose } from 'comlink';
import { OWN_PLANNER } from './planner.ts';

expose(OWN_PLANNER);
