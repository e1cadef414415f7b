"""Files of records: attached, listed, limited, opened, saved elsewhere, edited, swept."""
