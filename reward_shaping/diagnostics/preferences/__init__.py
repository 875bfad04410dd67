"""Does a reward rank the better of two episodes above the worse?"""
