"""ScienceLab: small experiments, to bring something about or to find something out."""
