"""The command line: everything a script or a test needs, on the services the screen uses.

Results go to the standard output and messages to the standard error. Exit codes: 0 done; 1 failed;
2 bad input; 3 not found; 4 not allowed; 5 changed by somebody else; 6 the file cannot be used;
7 something was left out; 70 a fault of the program; 130 interrupted from the keyboard.
"""

from crm_tui.cli.run import run

__all__ = ["run"]
