"""The same pages made by other builders, to compare with."""
