"""The reading benchmark: pages made for it, damaged in four grades, read side by side."""
