"""Programme kinds, a folder each; deleting the folder and its line in settings removes the feature."""
