"""Pure rules on values: no input, no output, nothing above this floor."""
