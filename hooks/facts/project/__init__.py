"""A project whole: data/ and docs/ read and judged together; what one build leaves for the next."""
