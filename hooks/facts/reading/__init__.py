"""Files as their editors wrote them: YAML, Markdown and outlines as text with places; no value is interpreted."""
