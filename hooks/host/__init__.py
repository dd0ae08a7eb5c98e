"""What the host of the repository shows, asks and stores: annotations, summaries, its one issue a week.

Written for GitHub; nothing here knows MkDocs, and nothing under facts/ knows that a host exists.
"""
