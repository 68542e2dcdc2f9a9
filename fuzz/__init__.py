"""Random pages against the rooms that read strangers' input. Not part of the program: `make fuzz`."""
