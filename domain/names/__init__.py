"""Names of people and titles of companies."""
