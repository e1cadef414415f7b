"""Days, times and lengths of time: typed as people speak, shown in their words."""
