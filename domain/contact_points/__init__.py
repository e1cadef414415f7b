"""Phones, e-mail addresses, sites and messengers: read, compared, shown."""
