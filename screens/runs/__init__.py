"""Work laid on many records: laid, listed, and walked through one after the other."""
