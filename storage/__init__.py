"""The one SQLite file: tables, connections, migrations, change log, search, and read queries."""
