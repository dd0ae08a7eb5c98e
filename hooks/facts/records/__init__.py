"""Every kind of record: its fields, its address, its schema, and where it stands on a day."""
