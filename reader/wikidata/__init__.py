"""Who holds office, brought from Wikidata's query service to the user's machine when they ask for it.

Nothing below imports this room, and the desk never does: `dateline gazetteer update` is its one door.
"""
