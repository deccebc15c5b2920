"""One module a command; each has a function `register` that adds it to the command line."""

import argparse

Commands = argparse._SubParsersAction  # the only name argparse gives this type
