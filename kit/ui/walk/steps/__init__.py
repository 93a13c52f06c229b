"""The steps of the walk, one a file. A new step is one new file that has `STEP`."""
