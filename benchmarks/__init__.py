"""Speed, measured from outside and printed as ratios: `make bench`."""
