"""Everything that may be wrong with data/, docs/ and mkdocs.yml, each told at its place."""
