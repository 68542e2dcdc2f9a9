"""The desk: screens, panes, keys. The one room that knows Textual."""
