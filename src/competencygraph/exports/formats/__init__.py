"""The formats, one module each; see `competencygraph.exports.registry`."""
