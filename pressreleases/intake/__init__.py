"""Reading a document into a sheet; what is made of the sheet in the database lives in the layers above."""
