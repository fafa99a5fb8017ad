/**
 * What comes of the first packet after the hop has forgotten the connection. `resumed`: it makes a new entry and goes
 * on. `reset`: it reaches its end under another tuple, which answers with a reset; the speaker loses the connection.
 * `silent`: nobody answers. `far-end-reset`: the servers' side spoke and was reset; the client does not know.
 */
export type SpeakOutcome = 'resumed' | 'reset' | 'silent' | 'far-end-reset';
