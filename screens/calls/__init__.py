"""The call while the client is on the line: the form, and the calls in progress."""
