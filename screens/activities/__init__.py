"""Area 1: My activities, and the dialogs for planning, finishing and calling."""
