"""Made-up data: a base of any size for trials, and a small one to look around in."""
