//! Browser engines beside that of the tests, where they can be had.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::chromium::{apt_install, may_install};

/// The programs of the other engines; none where an engine cannot be had here.
pub struct Engines {
    /// Firefox.
    pub firefox: Option<PathBuf>,
    /// WebKitGTK.
    pub webkit: Option<WebKit>,
}

/// What drives WebKitGTK.
pub struct WebKit {
    /// Speaks WebDriver.
    pub driver: PathBuf,
    /// The browser that it starts.
    pub browser: PathBuf,
    /// A screen, which it does not run without.
    pub screen: Screen,
}

/// Finds the engines, and installs them where this program may do so.
pub fn engines() -> Result<Engines, String> {
    let is_missing = firefox().is_none() || webkit_programs().is_none() || xvfb().is_none();
    if is_missing && may_install() {
        println!("Installing Firefox and WebKitGTK with apt (some minutes, once per machine)...");
        apt_install(&["firefox-esr", "webkit2gtk-driver", "xvfb"])?;
    }
    let webkit = match webkit_programs().zip(xvfb()) {
        Some(((driver, browser), xvfb)) => Some(WebKit {
            driver,
            browser,
            screen: Screen::start(&xvfb)?,
        }),
        None => None,
    };
    Ok(Engines {
        firefox: firefox(),
        webkit,
    })
}

fn firefox() -> Option<PathBuf> {
    on_path(&["firefox-esr", "firefox"])
}

fn xvfb() -> Option<PathBuf> {
    on_path(&["Xvfb"])
}

fn webkit_programs() -> Option<(PathBuf, PathBuf)> {
    let driver = on_path(&["WebKitWebDriver"])?;
    // Debian and its kin put it there; the folder is named after processor and version.
    let libraries = std::fs::read_dir("/usr/lib").ok()?;
    let mut folders: Vec<PathBuf> = libraries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let browser = folders
        .iter()
        .flat_map(|folder| {
            ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map(|name| folder.join(name))
        })
        .map(|folder| folder.join("MiniBrowser"))
        .find(|path| path.is_file())?;
    Some((driver, browser))
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file())
}

/// A screen that nobody sees, until the value is dropped.
pub struct Screen {
    server: Child,
    /// What programs call it.
    pub display: String,
}

impl Screen {
    fn start(xvfb: &Path) -> Result<Self, String> {
        let number = 90 + std::process::id() % 900;
        let display = format!(":{number}");
        let server = Command::new(xvfb)
            .args([&display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", xvfb.display()))?;
        let mut screen = Self { server, display };
        let socket = PathBuf::from(format!("/tmp/.X11-unix/X{number}"));
        let start = Instant::now();
        while !socket.exists() {
            if start.elapsed() > Duration::from_secs(20) {
                let _ = screen.server.kill();
                return Err(format!("{} gave no screen", xvfb.display()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
