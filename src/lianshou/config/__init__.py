"""The one place that knows everything: settings, root urls, servers."""
