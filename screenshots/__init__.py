"""The pictures in the README, made by `make screenshots` from the running program, never by hand."""
