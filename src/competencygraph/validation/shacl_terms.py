"""The words of SHACL, by what becomes of them here; a word in neither set does not exist, and engines ignore it."""

from __future__ import annotations

__all__ = ["ELSEWHERE", "LISTS", "NESTING", "PATHS", "SH", "WORDS"]

SH = "http://www.w3.org/ns/shacl#"
"""The namespace of SHACL."""

NESTING = ("property", "node", "not", "qualifiedValueShape")
"""The words whose value is a shape."""

LISTS = ("and", "or", "xone")
"""The words whose value is a list of shapes."""

PATHS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
"""The words that make a property path of a blank node."""

_COMPONENTS = """
    And Class Closed Datatype Disjoint Equals HasValue In LanguageIn LessThan LessThanOrEquals MaxCount MaxExclusive
    MaxInclusive MaxLength MinCount MinExclusive MinInclusive MinLength Node NodeKind Not Or Pattern Property
    QualifiedMaxCount QualifiedMinCount SPARQL UniqueLang Xone
"""
_CORE = """
    AbstractResult BlankNode BlankNodeOrIRI BlankNodeOrLiteral ConstraintComponent IRI IRIOrLiteral Info Literal
    NodeKind NodeShape Parameter Parameterizable PrefixDeclaration PropertyGroup PropertyShape SPARQLAskExecutable
    SPARQLAskValidator SPARQLConstraint SPARQLExecutable SPARQLSelectExecutable SPARQLSelectValidator Severity Shape
    ValidationReport ValidationResult Validator Violation Warning
    alternativePath and ask class closed conforms datatype deactivated declare defaultValue description detail
    disjoint entailment equals flags focusNode group hasValue ignoredProperties in inversePath labelTemplate
    languageIn lessThan lessThanOrEquals maxCount maxExclusive maxInclusive maxLength message minCount minExclusive
    minInclusive minLength name namespace node nodeKind nodeValidator not oneOrMorePath optional or order parameter
    path pattern prefix prefixes property propertyValidator qualifiedMaxCount qualifiedMinCount qualifiedValueShape
    qualifiedValueShapesDisjoint result resultMessage resultPath resultSeverity select severity shapesGraph
    shapesGraphWellFormed sourceConstraint sourceConstraintComponent sourceShape sparql suggestedShapesGraph
    targetClass targetNode targetObjectsOf targetSubjectsOf uniqueLang validator value xone zeroOrMorePath
    zeroOrOnePath
"""
_ADVANCED = """
    ExpressionConstraintComponent Function JSConstraint JSConstraintComponent JSExecutable JSFunction JSLibrary JSRule
    JSTarget JSTargetType JSValidator ResultAnnotation Rule SPARQLConstructExecutable SPARQLFunction SPARQLRule
    SPARQLTarget SPARQLTargetType SPARQLUpdateExecutable Target TargetType TripleRule annotationProperty
    annotationValue annotationVarName condition construct expression filterShape intersection js jsFunctionName
    jsLibrary jsLibraryURL nodes object predicate resultAnnotation returnType rule subject target this union update
    values
"""

WORDS = frozenset(_CORE.split()) | {f"{name}ConstraintComponent" for name in _COMPONENTS.split()}
"""The words of SHACL Core and SHACL-SPARQL, which checks evaluate.

Source:
    W3C, Shapes Constraint Language (SHACL), 20 July 2017.
"""

ELSEWHERE = frozenset(_ADVANCED.split())
"""The words of SHACL Advanced Features and SHACL-JS, which checks do not evaluate.

Source:
    W3C Working Group Notes of 8 June 2017.
"""
