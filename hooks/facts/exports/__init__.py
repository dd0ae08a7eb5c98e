"""The site for other programs: JSON, CSV, calendar, feed, HSDS, JSON-LD, and what search engines read."""
