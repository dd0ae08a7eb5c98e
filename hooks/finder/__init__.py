"""The search: folds what Vietnamese people type, and writes an index of small files that a browser reads in part.

Nothing here knows MkDocs or the facts of this site; `README.md` beside this file lets another site use it.
"""
