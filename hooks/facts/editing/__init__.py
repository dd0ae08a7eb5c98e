"""What editors are given: the guide, an example and the schema of every kind, and what a machine may mend."""
