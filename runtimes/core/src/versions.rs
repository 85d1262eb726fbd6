//! Which versions of an interface stand for each other.

/// Whether a component that names `wanted` can be given `offered`: they are the same, or the same
/// interface in versions that semantic versioning calls compatible, as Wasmtime matches names.
pub(crate) fn compatible(wanted: Option<&str>, offered: Option<&str>) -> bool {
    if wanted == offered {
        return true;
    }
    let track = |name: Option<&str>| -> Option<(String, String)> {
        let (interface, version) = name?.split_once('@')?;
        // Pre-releases and builds stand for themselves only.
        if version.contains(['-', '+']) {
            return None;
        }
        let mut numbers = version.split('.');
        let (major, minor, patch) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let track = match (major, minor) {
            ("0", "0") => format!("0.0.{patch}"),
            ("0", minor) => format!("0.{minor}"),
            (major, _) => major.to_owned(),
        };
        Some((interface.to_owned(), track))
    };
    matches!((track(wanted), track(offered)), (Some(wanted), Some(offered)) if wanted == offered)
}

#[cfg(test)]
mod tests {
    use super::compatible;

    #[test]
    fn versions_of_one_track_stand_for_each_other() {
        let fits = |wanted, offered| compatible(Some(wanted), Some(offered));
        assert!(fits("a:b/c@0.2.3", "a:b/c@0.2.0"));
        assert!(fits("a:b/c@1.4.0", "a:b/c@1.0.9"));
        assert!(fits("a:b/c", "a:b/c"));
        assert!(compatible(None, None));
        assert!(!fits("a:b/c@0.2.3", "a:b/c@0.3.3"));
        assert!(!fits("a:b/c@0.0.1", "a:b/c@0.0.2"));
        assert!(!fits("a:b/c@1.0.0", "a:b/d@1.0.0"));
        assert!(!fits("a:b/c@1.0.0-rc.1", "a:b/c@1.0.0"));
        assert!(!fits("a:b/c@1.0.0", "a:b/c"));
        assert!(!compatible(Some("a:b/c"), None));
    }
}
