"""What a reward did: statistics, one formula a file."""
