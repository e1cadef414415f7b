"""The EN 16931 invoice that a PDF may carry for programs which read it (Factur-X)."""
