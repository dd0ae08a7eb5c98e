"""Facts: YAML records with their places, judged, published on a day, and written for readers and programs.

Data flows one way: `reading`, `records`, `judging`, `site`, then `rendering`, `exports` and `search`. Which room may import which is
another order: HACKING.md tells it, tests/whole/test_house.py holds it. Nothing here imports mkdocs.
"""
