"""Liar's dice: bid what all dice show, or call the other side's bid a lie."""
