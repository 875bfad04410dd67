"""Edit an essay for a judge whose rating feeds back."""
