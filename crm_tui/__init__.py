"""The program: command line, Textual app, settings, actions, themes, translations."""
