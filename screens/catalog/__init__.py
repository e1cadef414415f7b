"""Area 4: the catalog, its tree of sections and the products in them."""
