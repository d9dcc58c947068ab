// A C target needs a source file; the shim itself is its header.
