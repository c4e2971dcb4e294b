"""Holds what words mean: the vocabulary, the shapes, the themes, the IRIs and the errors of Gemeengoed."""
