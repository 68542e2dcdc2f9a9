"""Brings pages in: source, cleaning, annotation, library. The only room that knows all four."""
