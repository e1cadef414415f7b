"""Rules on what is sold: units of measure, rates of tax, types of prices."""
