//! A program in a pseudo-terminal: what it writes is read all the time and shown on a screen of
//! its own. The benchmark of the start uses it too. Waiting means looking at that screen until it is as wished, or the deadline is over.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// No test waits longer than this for anything.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// A running program and its terminal.
pub struct Session {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    chunks: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    let_go: Arc<AtomicBool>,
    parser: vt100::Parser,
    /// Everything that was written so far.
    pub bytes: Vec<u8>,
    /// When the program was started.
    pub started: Instant,
    modes_before: String,
}

fn size((columns, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        ..PtySize::default()
    }
}

/// A screen as large as the terminal, or as the largest that is looked at.
fn screen_of((columns, rows): (u16, u16)) -> vt100::Parser {
    let looked_at = |cells: u16| std::num::NonZeroU16::new(cells.min(1000)).expect("not empty");
    vt100::Parser::new(looked_at(rows), looked_at(columns), 0)
}

impl Session {
    /// Starts a program in a terminal of this many columns and rows.
    pub fn start(command: CommandBuilder, cells: (u16, u16)) -> Self {
        let pair = native_pty_system()
            .openpty(size(cells))
            .expect("a terminal");
        let modes_before = modes(&*pair.master);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, chunks) = mpsc::channel();
        let let_go = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&let_go);
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let reader = thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                let sent = sender.send(buffer[..length].to_vec());
                if sent.is_err() || stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            chunks,
            reader: Some(reader),
            let_go,
            parser: screen_of(cells),
            bytes: Vec::new(),
            started,
            modes_before,
        }
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.process_id().expect("it was started")
    }

    /// The process that has the terminal: the program, or the job of a shell.
    pub fn foreground(&self) -> Option<u32> {
        let group = self.master.as_ref()?.process_group_leader()?;
        u32::try_from(group).ok()
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("the terminal is there");
        writer.write_all(keys.as_bytes()).expect("typed");
        writer.flush().expect("typed");
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, cells: (u16, u16)) {
        self.take_waiting();
        self.parser = screen_of(cells);
        let master = self.master.as_ref().expect("the terminal is there");
        master.resize(size(cells)).expect("resized");
    }

    /// From now on only what is written next is on the screen.
    pub fn forget_screen(&mut self) {
        self.take_waiting();
        let (rows, columns) = self.screen().size();
        self.parser = screen_of((columns.get(), rows.get()));
    }

    /// The screen as it is.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// The text on the screen.
    pub fn text(&self) -> String {
        self.screen().contents()
    }

    /// One line of the screen.
    pub fn line(&self, row: usize) -> String {
        let (_, columns) = self.screen().size();
        let mut rows = self.screen().rows(0, columns.get());
        rows.nth(row).unwrap_or_default()
    }

    fn take(&mut self, chunk: &[u8]) {
        self.parser.process(chunk);
        self.bytes.extend_from_slice(chunk);
    }

    fn take_waiting(&mut self) {
        while let Ok(chunk) = self.chunks.try_recv() {
            self.take(&chunk);
        }
    }

    /// What is written within some time; empty if nothing is.
    pub fn read_for(&mut self, time: Duration) -> Vec<u8> {
        let from = self.bytes.len();
        let until = Instant::now() + time;
        let left = || until.saturating_duration_since(Instant::now());
        while let Ok(chunk) = self.chunks.recv_timeout(left()) {
            self.take(&chunk);
        }
        self.bytes[from..].to_vec()
    }

    /// Whether no frame is on its way: frames are synchronized updates.
    fn is_whole(&self) -> bool {
        let marks = self.bytes.windows(8).rev();
        let mut marks = marks.filter(|bytes| bytes.starts_with(b"\x1b[?2026"));
        marks.next().is_none_or(|last| last.ends_with(b"l"))
    }

    /// Waits until the screen is as wished, at the end of a frame.
    pub fn wait(&mut self, wish: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let until = Instant::now() + DEADLINE;
        self.take_waiting();
        while !self.is_whole() || !is_so(self.screen()) {
            let left = until.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.take(&chunk),
                Err(why) => {
                    let shown = self.text();
                    let gone = why == RecvTimeoutError::Disconnected;
                    panic!("no {wish} (terminal closed: {gone}) on\n{shown}");
                }
            }
            self.take_waiting();
        }
    }

    /// Waits until the screen holds a text.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(&format!("{text:?}"), |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until a text is gone from the screen.
    pub fn wait_without(&mut self, text: &str) {
        self.wait(&format!("screen without {text:?}"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Waits until a text is written after the first `from` bytes and gives the moment; the screen
    /// is brought up to date afterwards, so that its work is not part of the time.
    pub fn wait_written(&mut self, text: &str, from: usize) -> Instant {
        self.written_within(DEADLINE, text, from)
            .expect("what is waited for")
    }

    /// The same for no longer than some time: there is no moment if the text is not written.
    pub fn written_within(&mut self, time: Duration, text: &str, from: usize) -> Option<Instant> {
        let until = Instant::now() + time;
        let shown = self.bytes.len();
        let mut searched = from;
        loop {
            let new = &self.bytes[searched..];
            if new
                .windows(text.len())
                .any(|bytes| bytes == text.as_bytes())
            {
                let now = Instant::now();
                self.parser.process(&self.bytes[shown..]);
                return Some(now);
            }
            searched = from.max(self.bytes.len().saturating_sub(text.len()));
            let left = until.saturating_duration_since(Instant::now());
            let Ok(chunk) = self.chunks.recv_timeout(left) else {
                self.parser.process(&self.bytes[shown..]);
                return None;
            };
            self.bytes.extend_from_slice(&chunk);
        }
    }

    /// Whether the modes of the terminal (echo, lines, signals) are as before the start.
    pub fn has_modes_of_before(&self) -> bool {
        let master = self.master.as_ref().expect("the terminal is there");
        modes(&**master) == self.modes_before
    }

    /// Whether the program has come to its end.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_some()
    }

    /// Waits for the end of the program and gives its status.
    pub fn end(&mut self) -> portable_pty::ExitStatus {
        let until = Instant::now() + DEADLINE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "still running on\n{}", self.text());
            match self.chunks.recv_timeout(left.min(Duration::from_millis(5))) {
                Ok(chunk) => self.take(&chunk),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(1)),
            }
            if let Some(status) = self.child.try_wait().expect("a child") {
                while let Ok(chunk) = self.chunks.recv_timeout(Duration::from_millis(200)) {
                    self.take(&chunk);
                }
                return status;
            }
        }
    }

    /// Takes the terminal away, as when its window is closed. `key` must make the program write.
    pub fn close(&mut self, key: &str) {
        self.let_go.store(true, Ordering::SeqCst);
        self.press(key);
        self.reader.take().expect("once").join().expect("no panic");
        self.writer = None;
        self.master = None;
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It has ended, unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
