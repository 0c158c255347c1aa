"""The store on a server: any SPARQL 1.1 server, by its protocol alone."""
