"""The facts as published on a day: what is shown, live, stale or taken off, and in which words; decided here and nowhere else."""
