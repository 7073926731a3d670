//! The terms of SHACL that we know.

/// `sh:`.
pub(super) mod sh {
    use oxrdf::NamedNodeRef;

    /// The namespace.
    pub const NAMESPACE: &str = "http://www.w3.org/ns/shacl#";

    macro_rules! terms {
        ($($name:ident = $local:literal;)*) => {
            $(pub const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!("http://www.w3.org/ns/shacl#", $local));)*
        };
    }

    terms! {
        NODE_SHAPE = "NodeShape";
        PROPERTY_SHAPE = "PropertyShape";
        TARGET_CLASS = "targetClass";
        TARGET_NODE = "targetNode";
        TARGET_SUBJECTS_OF = "targetSubjectsOf";
        TARGET_OBJECTS_OF = "targetObjectsOf";
        PATH = "path";
        INVERSE_PATH = "inversePath";
        ALTERNATIVE_PATH = "alternativePath";
        ZERO_OR_MORE_PATH = "zeroOrMorePath";
        ONE_OR_MORE_PATH = "oneOrMorePath";
        ZERO_OR_ONE_PATH = "zeroOrOnePath";
        SEVERITY = "severity";
        VIOLATION = "Violation";
        MESSAGE = "message";
        DEACTIVATED = "deactivated";
        FLAGS = "flags";
        PROPERTY = "property";
        QUALIFIED_VALUE_SHAPE = "qualifiedValueShape";
        IGNORED_PROPERTIES = "ignoredProperties";
    }
}
