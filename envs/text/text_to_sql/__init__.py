"""Text to SQL: explore a database, then answer a question with one query."""
