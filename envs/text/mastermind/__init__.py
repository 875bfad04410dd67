"""Break a code of coloured pegs."""
