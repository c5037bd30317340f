"""The report's text as it is written: drafts, versions, and what can be put into it."""
