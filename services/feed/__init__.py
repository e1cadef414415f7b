"""The feed: all that happened and was changed, of all records, the newest first."""
