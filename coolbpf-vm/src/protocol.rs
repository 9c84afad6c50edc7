//! What host and guest tell each other. The guest's init is compiled with this file, too, so it uses `std` alone.
//!
//! The host leaves a [`Job`] in the initramfs at [`JOB_FILE`]. The guest answers with [`Frame`]s: a kind, the payload's length
//! as four bytes, lowest first, and the payload. The last frame says how the job ended.

use std::fmt;

use crate::poverty::Lack;

/// Where the guest's init finds its [`Job`].
pub(crate) const JOB_FILE: &str = "/.coolbpf/job";

/// The longest payload of a frame.
pub(crate) const MAX_PAYLOAD: usize = 64 * 1024;

const HEADER: usize = 5;

/// What a guest is to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Job {
    /// The program to run, a path in the guest.
    pub(crate) program: Vec<u8>,
    /// Its arguments, without its own name.
    pub(crate) arguments: Vec<Vec<u8>>,
    /// Its whole environment: names and values.
    pub(crate) environment: Vec<(Vec<u8>, Vec<u8>)>,
    /// Where it is run.
    pub(crate) directory: Vec<u8>,
    /// Files of modules to load before, in this order.
    pub(crate) modules: Vec<Vec<u8>>,
    /// What the guest is made to lack.
    pub(crate) lacks: Vec<Lack>,
}

impl Job {
    /// The bytes of the job's file: each string and each list with its length before it.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(&mut bytes, &self.program);
        put_all(&mut bytes, &self.arguments);
        put_length(&mut bytes, self.environment.len());
        for (name, value) in &self.environment {
            put(&mut bytes, name);
            put(&mut bytes, value);
        }
        put(&mut bytes, &self.directory);
        put_all(&mut bytes, &self.modules);
        put_length(&mut bytes, self.lacks.len());
        for lack in &self.lacks {
            lack.encode().into_iter().for_each(|word| bytes.extend_from_slice(&word.to_le_bytes()));
        }
        bytes
    }

    /// Reads what [`Job::encode`] wrote.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut rest = bytes;
        let job = Self {
            program: take(&mut rest)?,
            arguments: take_all(&mut rest)?,
            environment: {
                let count = take_length(&mut rest)?;
                let pairs = (0..count).map(|_| Ok((take(&mut rest)?, take(&mut rest)?)));
                pairs.collect::<Result<_, _>>()?
            },
            directory: take(&mut rest)?,
            modules: take_all(&mut rest)?,
            lacks: {
                let count = take_length(&mut rest)?;
                (0..count).map(|_| take_lack(&mut rest)).collect::<Result<_, _>>()?
            },
        };
        if rest.is_empty() { Ok(job) } else { Err(Malformed("a job has bytes after its end".into())) }
    }
}

/// What the guest's init says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Frame {
    /// The init runs.
    Ready,
    /// The job wrote this to its standard output.
    Stdout(Vec<u8>),
    /// The job wrote this to its standard error.
    Stderr(Vec<u8>),
    /// The job ended by itself, with this code. Nothing follows.
    Exited(i32),
    /// A signal ended the job. Nothing follows.
    Signaled(i32),
    /// The job could not be run, for this reason. Nothing follows.
    Failed(String),
}

impl Frame {
    /// The bytes of the frame. A payload is cut at [`MAX_PAYLOAD`].
    pub(crate) fn encode(&self) -> Vec<u8> {
        let number;
        let (kind, payload) = match self {
            Self::Ready => (b'r', &[][..]),
            Self::Stdout(bytes) => (b'o', &bytes[..]),
            Self::Stderr(bytes) => (b'e', &bytes[..]),
            Self::Exited(code) => {
                number = code.to_le_bytes();
                (b'x', &number[..])
            }
            Self::Signaled(signal) => {
                number = signal.to_le_bytes();
                (b's', &number[..])
            }
            Self::Failed(reason) => (b'f', reason.as_bytes()),
        };
        let payload = payload.get(..MAX_PAYLOAD).unwrap_or(payload);
        let mut bytes = Vec::with_capacity(HEADER + payload.len());
        bytes.push(kind);
        put(&mut bytes, payload);
        bytes
    }

    fn decode(kind: u8, payload: Vec<u8>) -> Result<Self, Malformed> {
        let number = |payload: &[u8]| match payload.try_into() {
            Ok(bytes) => Ok(i32::from_le_bytes(bytes)),
            Err(_) => Err(Malformed(format!("a number has {} bytes", payload.len()))),
        };
        Ok(match kind {
            b'r' => Self::Ready,
            b'o' => Self::Stdout(payload),
            b'e' => Self::Stderr(payload),
            b'x' => Self::Exited(number(&payload)?),
            b's' => Self::Signaled(number(&payload)?),
            b'f' => Self::Failed(String::from_utf8_lossy(&payload).into_owned()),
            _ => return Err(Malformed(format!("there is no frame of kind {kind:#04x}"))),
        })
    }
}

/// Reads frames from bytes that come in pieces.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    waiting: Vec<u8>,
}

impl Frames {
    /// Takes a piece of what the guest sends.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
    }

    /// The next frame that is whole.
    pub(crate) fn next(&mut self) -> Result<Option<Frame>, Malformed> {
        let Some((&[kind, a, b, c, d], rest)) = self.waiting.split_first_chunk::<HEADER>() else {
            return Ok(None);
        };
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        if length > MAX_PAYLOAD {
            return Err(Malformed(format!("a frame of {length} bytes; the longest has {MAX_PAYLOAD}")));
        }
        let Some(payload) = rest.get(..length) else { return Ok(None) };
        let frame = Frame::decode(kind, payload.to_vec());
        self.waiting.drain(..HEADER + length);
        frame.map(Some)
    }
}

/// Bytes that are no job and no frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) String);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn put_length(bytes: &mut Vec<u8>, length: usize) {
    // What a guest is given fits its memory, which is less than 4 GiB.
    bytes.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
}

fn put(bytes: &mut Vec<u8>, string: &[u8]) {
    put_length(bytes, string.len());
    bytes.extend_from_slice(string);
}

fn put_all(bytes: &mut Vec<u8>, strings: &[Vec<u8>]) {
    put_length(bytes, strings.len());
    strings.iter().for_each(|string| put(bytes, string));
}

fn take_word(rest: &mut &[u8]) -> Result<u32, Malformed> {
    let Some((word, after)) = rest.split_first_chunk() else {
        return Err(Malformed("a job ends before a number".into()));
    };
    *rest = after;
    Ok(u32::from_le_bytes(*word))
}

fn take_lack(rest: &mut &[u8]) -> Result<Lack, Malformed> {
    let words = [take_word(rest)?, take_word(rest)?, take_word(rest)?];
    Lack::decode(words).ok_or_else(|| Malformed(format!("nothing that can lack is {words:?}")))
}

fn take_length(rest: &mut &[u8]) -> Result<usize, Malformed> {
    take_word(rest).map(|length| length as usize)
}

fn take(rest: &mut &[u8]) -> Result<Vec<u8>, Malformed> {
    let length = take_length(rest)?;
    let Some((string, after)) = rest.split_at_checked(length) else {
        return Err(Malformed(format!("a job ends before a string of {length} bytes does")));
    };
    *rest = after;
    Ok(string.to_vec())
}

fn take_all(rest: &mut &[u8]) -> Result<Vec<Vec<u8>>, Malformed> {
    let count = take_length(rest)?;
    (0..count).map(|_| take(rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        Job {
            program: b"/bin/true".to_vec(),
            arguments: vec![b"a".to_vec(), Vec::new(), b"\xff\n".to_vec()],
            environment: vec![(b"HOME".to_vec(), b"/root".to_vec())],
            directory: b"/".to_vec(),
            modules: vec![b"/modules/veth.ko".to_vec()],
            lacks: vec![Lack::KernelTypes, Lack::Attribute { command: 5, bytes: 48 }],
        }
    }

    #[test]
    fn a_job_reads_back_what_it_writes() {
        assert_eq!(Job::decode(&job().encode()), Ok(job()));
        assert_eq!(Job::decode(&Job::default().encode()), Ok(Job::default()));
    }

    #[test]
    fn no_part_of_a_job_is_taken_for_a_whole_one() {
        let bytes = job().encode();
        for end in 0..bytes.len() {
            assert!(Job::decode(&bytes[..end]).is_err(), "{end}");
        }
        assert!(Job::decode(&[&bytes[..], b"x"].concat()).is_err());
        // A length that no file has ends the reading before anything is set aside for it.
        assert!(Job::decode(&[0xff; 64]).is_err());
        assert!(Job::decode(&[&[0; 4][..], &[0xff; 4]].concat()).is_err());
    }

    #[test]
    fn frames_are_read_however_they_are_cut() {
        let frames = [
            Frame::Ready,
            Frame::Stdout(b"out".to_vec()),
            Frame::Stderr(Vec::new()),
            Frame::Exited(-1),
            Frame::Signaled(9),
            Frame::Failed("no such file".into()),
        ];
        let bytes: Vec<u8> = frames.iter().flat_map(Frame::encode).collect();
        for size in 1..bytes.len() {
            let (mut reader, mut read) = (Frames::default(), Vec::new());
            for piece in bytes.chunks(size) {
                reader.push(piece);
                while let Some(frame) = reader.next().unwrap() {
                    read.push(frame);
                }
            }
            assert_eq!(read, frames);
        }
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        for (bytes, said) in [
            (&b"hello, world"[..], "a frame of 1869376613 bytes; the longest has 65536"),
            (b"?\0\0\0\0", "there is no frame of kind 0x3f"),
            (b"x\x03\0\0\0abc", "a number has 3 bytes"),
            (b"o\x01\0\x01\0", "a frame of 65537 bytes; the longest has 65536"),
        ] {
            let mut frames = Frames::default();
            frames.push(bytes);
            assert_eq!(frames.next().unwrap_err().to_string(), said);
        }
    }

    #[test]
    fn the_longest_frame_is_one_that_can_be_read() {
        let mut frames = Frames::default();
        frames.push(&Frame::Stdout(vec![b'x'; MAX_PAYLOAD + 1]).encode());
        assert_eq!(frames.next(), Ok(Some(Frame::Stdout(vec![b'x'; MAX_PAYLOAD]))));
    }
}
