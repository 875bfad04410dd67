"""A synthetic encyclopaedia: invented people, places and things whose facts agree, and the articles that state them."""
