//! A slow line: a terminal that takes 20,000 bytes a second while keys are sent faster than
//! their frames can be. Drawn is the newest state, not every one between.

use std::io::{Read as _, Write as _};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{PtySize, native_pty_system};

use super::comparison::Contestant;

/// Bytes in [`STEP`]: 20,000 a second.
const BYTES: usize = 400;
const STEP: Duration = Duration::from_millis(20);
const KEYS: usize = 100;
/// A key that is held down.
const PAUSE: Duration = Duration::from_millis(30);

/// Holds a key down on a slow line, then opens another view.
pub fn line(one: &Contestant) {
    let size = PtySize {
        rows: 40,
        cols: 120,
        ..PtySize::default()
    };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut writer = pair.master.take_writer().expect("a writer");
    let mut child = pair.slave.spawn_command(one.command.clone()).expect("run");
    drop(pair.slave);
    let (sender, chunks) = mpsc::channel();
    let reading = thread::spawn(move || {
        let mut buffer = [0; BYTES];
        while let Ok(length @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..length].to_vec()).is_err() {
                break;
            }
            thread::sleep(STEP.mul_f64(length as f64 / BYTES as f64));
        }
    });
    let mut seen = Vec::new();
    let mut until = |text: &str| {
        let from = seen.len();
        while !holds(&seen[from..], text) {
            let chunk = chunks.recv_timeout(Duration::from_secs(30));
            seen.extend_from_slice(&chunk.expect("what is waited for"));
        }
        seen.len() - from
    };
    until(one.first);
    until("\x1b[?2026l");
    for at in 0..KEYS {
        let key = if at % 2 == 0 { "\x1b[D" } else { "\x1b[C" };
        writer.write_all(key.as_bytes()).expect("typed");
        thread::sleep(PAUSE);
    }
    let pressed = Instant::now();
    writer.write_all(b"7").expect("typed");
    let bytes = until("Revisions");
    let seconds = pressed.elapsed().as_secs_f64();
    let frames = seen.windows(8).filter(|one| *one == b"\x1b[?2026l");
    println!(
        "\nslow line (20 kB/s): {KEYS} keys in {:?}: {} frames, {bytes} bytes; the view opened \
         last is seen after {seconds:.2} s",
        PAUSE * KEYS as u32,
        frames.count() - 1
    );
    writer.write_all(b"q").expect("typed");
    while chunks.recv_timeout(Duration::from_secs(5)).is_ok() {}
    child.wait().expect("ended");
    drop(pair.master);
    reading.join().expect("no panic");
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|one| one == text.as_bytes())
}
