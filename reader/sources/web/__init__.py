"""The web: asking politely and safely for feeds and pages. `client.Client` is the way in, `exchange` the words."""
