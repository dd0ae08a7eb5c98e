"""What editors are given: the guide, an example of every kind, and what a machine may mend."""
