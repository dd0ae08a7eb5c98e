"""Facts: YAML records with their places, judged, published on a day, and written for readers and programs.

Data flows one way, from the ground up: `reading`, `records`, `judging`, `site`, then `rendering`, `exports` and `search`.
Nothing here imports mkdocs; tests/whole/test_house.py says which room may import which.
"""
