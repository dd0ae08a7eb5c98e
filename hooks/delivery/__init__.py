"""A finished site and its hosts: what a page may do, every link, the manifest, and how one site takes the place of another."""
