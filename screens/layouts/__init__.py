"""The editor of layouts: which fields a card and a form show, where, and under which names."""
