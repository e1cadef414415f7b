"""The catalog: its tree of sections, properties, prices, and what is picked for a sale."""
