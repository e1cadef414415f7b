"""Area 0: the settings, of this machine and of the person."""
