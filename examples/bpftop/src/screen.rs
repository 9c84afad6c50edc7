//! A terminal that is drawn on, and left as it was.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetwinsize, tcsetattr,
};

/// The alternate screen, no cursor, and lines that end at the right edge: of "XTerm Control Sequences", DEC's private modes.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l";
const LEAVE: &str = "\x1b[?7h\x1b[?25h\x1b[?1049l";

/// A terminal that is drawn on until this is dropped, or something panics.
pub(crate) struct Screen {
    terminal: Arc<Terminal>,
    /// How many rows and columns were drawn on.
    size: Cell<(usize, usize)>,
}

struct Terminal {
    input: File,
    output: File,
    /// How keys were read; nothing where they come from elsewhere.
    modes: Option<Termios>,
    is_left: AtomicBool,
}

impl Screen {
    /// Standard output, if it is a terminal that can be drawn on, and the keys of standard input.
    pub(crate) fn open() -> io::Result<Option<Self>> {
        let (input, output) = (io::stdin(), io::stdout());
        if !output.is_terminal() || std::env::var_os("TERM").is_none_or(|name| name == "dumb") {
            return Ok(None);
        }
        let [input, output] = [input.as_fd(), output.as_fd()].map(|fd| fd.try_clone_to_owned());
        Self::on(input?.into(), output?.into()).map(Some)
    }

    fn on(input: File, output: File) -> io::Result<Self> {
        let modes = if input.is_terminal() { Some(tcgetattr(&input)?) } else { None };
        let terminal = Arc::new(Terminal { input, output, modes, is_left: AtomicBool::new(false) });
        // A panic may end the process without dropping anything, and its message is not for this screen.
        let (left_first, earlier) = (Arc::clone(&terminal), panic::take_hook());
        panic::set_hook(Box::new(move |about| {
            left_first.leave();
            earlier(about);
        }));
        let screen = Self { terminal, size: Cell::default() };
        screen.terminal.enter()?;
        Ok(screen)
    }

    /// Draws as much as there is room for.
    pub(crate) fn draw(&self, status: &str, lines: &[String]) -> io::Result<()> {
        let (rows, columns) = self.terminal.size();
        self.size.set((rows, columns));
        let cut = |line: &str| line.chars().take(columns).collect::<String>();
        let mut drawn = format!("\x1b[H\x1b[2K\x1b[1m{}\x1b[m", cut(status));
        for (line, row) in lines.iter().zip(2..=rows) {
            drawn += &format!("\x1b[{row}H\x1b[2K{}", cut(line));
        }
        if lines.len() + 1 < rows {
            drawn += &format!("\x1b[{}H\x1b[J", lines.len() + 2);
        }
        (&self.terminal.output).write_all(drawn.as_bytes())
    }

    /// Whether it has another size than what was drawn.
    pub(crate) fn is_resized(&self) -> bool {
        self.terminal.size() != self.size.get()
    }

    /// Whether `q` or Ctrl-C was typed, or the terminal is gone.
    pub(crate) fn is_to_end(&self) -> bool {
        const CONTROL_C: u8 = 3;
        let mut keys = [0; 64];
        self.terminal.modes.is_some()
            && match (&self.terminal.input).read(&mut keys) {
                Ok(count) => keys.iter().take(count).any(|key| [b'q', CONTROL_C].contains(key)),
                Err(error) => error.kind() != io::ErrorKind::Interrupted,
            }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.terminal.leave();
    }
}

impl Terminal {
    /// Keys are then read one by one, without waiting for one, and are neither shown nor signals.
    fn enter(&self) -> io::Result<()> {
        if let Some(mut modes) = self.modes.clone() {
            modes.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
            modes.special_codes[SpecialCodeIndex::VMIN] = 0;
            modes.special_codes[SpecialCodeIndex::VTIME] = 0;
            tcsetattr(&self.input, OptionalActions::Now, &modes)?;
        }
        (&self.output).write_all(ENTER.as_bytes())
    }

    /// Whatever can't be put back is of a terminal that is gone.
    fn leave(&self) {
        if self.is_left.swap(true, Ordering::Relaxed) {
            return;
        }
        let _ = (&self.output).write_all(LEAVE.as_bytes());
        if let Some(modes) = &self.modes {
            let _ = tcsetattr(&self.input, OptionalActions::Flush, modes);
        }
    }

    /// How many rows and columns it has; 24 and 80 where it doesn't tell.
    fn size(&self) -> (usize, usize) {
        match tcgetwinsize(&self.output) {
            Ok(size) if size.ws_row > 0 && size.ws_col > 0 => (size.ws_row.into(), size.ws_col.into()),
            _ => (24, 80),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    use super::*;

    #[test]
    fn a_panic_leaves_the_screen_before_it_is_told_of() {
        let outside = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&outside).unwrap();
        unlockpt(&outside).unwrap();
        let name = ptsname(&outside, Vec::new()).unwrap();
        let mut options = File::options();
        let options = options.read(true).write(true).custom_flags(OpenptFlags::NOCTTY.bits().cast_signed());
        let inside = options.open(name.to_str().unwrap()).unwrap();
        let modes = |of: &File| format!("{:?}", tcgetattr(of).unwrap());
        let before = modes(&inside);

        let told = inside.try_clone().unwrap();
        panic::set_hook(Box::new(move |_| writeln!(&told, "why").unwrap()));
        let [input, output] = [(); 2].map(|()| inside.try_clone().unwrap());
        let drawing = std::thread::spawn(move || {
            let screen = Screen::on(input, output).unwrap();
            screen.draw("a", &[]).unwrap();
            panic!("on purpose");
        });
        assert!(drawing.join().is_err());
        let _ = panic::take_hook();

        assert_eq!(modes(&inside), before);
        let mut shown = [0; 256];
        let length = File::from(outside).read(&mut shown).unwrap();
        let shown = String::from_utf8_lossy(&shown[..length]);
        assert_eq!(shown, format!("{ENTER}\x1b[H\x1b[2K\x1b[1ma\x1b[m\x1b[2H\x1b[J{LEAVE}why\r\n"));
    }
}
