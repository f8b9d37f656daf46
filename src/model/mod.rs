//! The network that is trained to find attributions; so far, what it sees.
//!
//! `train/` turns annotated news into its weights and says how well it reads.
//! The analysis does not call it: [`quotes`](crate::quotes) still reads by rules.

pub mod features;
