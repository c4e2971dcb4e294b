"""What harvesters and search engines read: the catalogue, dumps, the map of the site, markup in pages."""
