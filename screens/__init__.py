"""What the manager sees: one file per screen or dialog."""
