"""Read a document into a sheet, without the database; layers above make a release of it."""
