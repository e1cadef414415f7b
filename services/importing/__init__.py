"""Reading of other systems' files into records."""
