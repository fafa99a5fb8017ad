/**
 * What the scenario settles for the whole run: each is a constant of the module, which is made anew for each combination
 * (`loop-module.ts`), so that its compiler leaves out what the scenario does not have.
 */

/** 1 where it is so, else 0. */
export declare const comesBack: i32;
export declare const tracksFlows: i32;
export declare const hasPool: i32;
/** Whether the loop draws ports itself. */
export declare const drawsPorts: i32;
export declare const isPerDestination: i32;
/** Whether the ports of an address are added up when the loop ends, since there are few spaces. */
export declare const sumsAddresses: i32;
/** Whether backends are picked by their connections, and whether the loop does so itself. */
export declare const countsOpen: i32;
export declare const picksLowest: i32;
/** Whether backends have a listener. */
export declare const hasListener: i32;
/** Whether it is held after a close: the client's port, the hop's, the flow entry. */
export declare const holdsClientPorts: i32;
export declare const holdsTuples: i32;
export declare const holdsFlows: i32;
/** As `samples.ts` numbers them; 0 for another one. */
export declare const lifetimeLaw: i32;
/** How clients wait before they try again: 0 where the engine is asked, full jitter, equal jitter. */
export declare const jitters: i32;
/** Bits of a port within its tuple. */
export declare const spaceShift: i32;
/** Words of a record; and where they lie, counted from its tag, 0 where there is none. */
export declare const recordWords: i32;
export declare const numberWord: i32;
export declare const clientWord: i32;
export declare const tickWord: i32;
export declare const tupleWord: i32;
export declare const endpointWord: i32;
