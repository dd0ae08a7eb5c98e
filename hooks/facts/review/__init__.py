"""Two commits side by side: what a reader gets differently, and whether the step may be taken."""
