"""Area 7, the feed: what happened and was changed, of all records (FEATURES HIST-05)."""
