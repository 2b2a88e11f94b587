"""The six works: portfolios of a year, tasks cascaded down the tree, progress with evidence, lights, highlights."""
