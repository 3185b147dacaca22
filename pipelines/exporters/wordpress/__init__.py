"""WordPress: bodies as native blocks, in files of the format WXR 1.2 that the official importer reads."""
