"""A web of feeds on loopback, good and bad, and what a fetch has to say of each."""
