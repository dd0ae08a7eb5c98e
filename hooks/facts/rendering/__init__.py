"""The site to HTML: blocks, the pages that records have, and a page that knows what it is made of."""
