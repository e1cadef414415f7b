"""One module for each version: `v0001_….upgrade()` brings a file from version 0 to 1."""
