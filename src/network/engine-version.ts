/** Changes whenever the same scenario and seed would give a different result. */
export const ENGINE_VERSION = '1.10.0';
