"""Fits the tables that the reader ships: run by hand, never imported by the reader."""
