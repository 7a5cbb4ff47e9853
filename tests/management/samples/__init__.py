"""The sample content, part by part."""
