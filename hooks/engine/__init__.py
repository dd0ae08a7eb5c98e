"""The engine and the nation's layer as one package, and the repository of a province that takes both from it."""
