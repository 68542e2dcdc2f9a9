"""Where pages come from: files, folders, JSON Lines. Yields pages and failures in words, knows nothing of articles."""
