//! Files of every kind, made here and read.
