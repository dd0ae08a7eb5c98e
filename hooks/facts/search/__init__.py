"""The site for the search: finished pages cut at their headings, and the tables of editors resolved."""
