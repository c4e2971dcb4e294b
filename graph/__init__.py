"""What is known: sources, deliveries, validation, provenance and editions of the knowledge graph."""
