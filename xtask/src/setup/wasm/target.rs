//! The WebAssembly target, and whether a toolchain has it.

use std::fs;
use std::path::{Path, PathBuf};

/// The target as rustup calls it.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// Whether a sysroot holds the target's standard library.
pub(super) fn has_std(sysroot: &Path) -> bool {
    let Ok(files) = fs::read_dir(std_folder(sysroot)) else { return false };
    files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
}

/// Where a sysroot holds the target's standard library.
pub(super) fn std_folder(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

#[cfg(test)]
mod tests {
    use std::{env, process};

    use super::*;

    #[test]
    fn a_sysroot_has_the_target_if_its_libstd_is_there() {
        let sysroot = env::temp_dir().join(format!("whosaid-sysroot-{}", process::id()));
        assert!(!has_std(&sysroot), "no folder");
        fs::create_dir_all(std_folder(&sysroot)).unwrap();
        fs::write(std_folder(&sysroot).join("libcore-1.rlib"), "").unwrap();
        assert!(!has_std(&sysroot), "only core");
        fs::write(std_folder(&sysroot).join("libstd-1.rlib"), "").unwrap();
        assert!(has_std(&sysroot));
        fs::remove_dir_all(sysroot).unwrap();
    }
}
