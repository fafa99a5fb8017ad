import fc from 'fast-check';

// The same examples in every run; `FC_SEED` explores others.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20261123) });
