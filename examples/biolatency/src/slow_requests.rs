//! What is printed of slow requests, as text or as lines of JSON.

use std::time::Instant;

use coolbpf::symbols::Symbolizer;
use serde_json::json;
use tool::{calls, print};

use crate::biolatency::types::slow_request;
use crate::disk;

pub struct SlowRequests {
    is_json: bool,
    symbols: Symbolizer,
    start: Instant,
}

impl SlowRequests {
    pub fn new(is_json: bool) -> Self {
        if !is_json {
            print(format_args!(
                "{:>10} {:<12} {:<8} {:>12} {:>8} {:>7} COMM\n",
                "MS", "OPERATION", "DISK", "SECTOR", "BYTES", "PID"
            ));
        }
        Self { is_json, symbols: Symbolizer::new(), start: Instant::now() }
    }

    /// A slow request, and the addresses of the calls that issued it.
    pub fn print(&mut self, request: &slow_request, stack: &[u64]) {
        let (operation, disk) = (disk::operation(request.operation), disk::name(request.disk));
        let calls = calls::of_kernel(&mut self.symbols, stack);
        let stack: Vec<String> = calls.iter().map(ToString::to_string).collect();
        let (seconds, milliseconds) = (self.start.elapsed().as_secs_f64(), request.nanoseconds as f64 / 1e6);
        let slow_request { sector, bytes, pid, comm, .. } = request;
        if self.is_json {
            let comm = comm.to_string();
            print(format_args!(
                "{}\n",
                json!({"seconds": seconds, "slow": {"milliseconds": milliseconds, "operation": operation, "disk": disk, "sector": sector,
                    "bytes": bytes, "pid": pid, "comm": comm, "stack": stack}})
            ));
        } else {
            print(format_args!(
                "{milliseconds:>10.3} {operation:<12} {disk:<8} {sector:>12} {bytes:>8} {pid:>7} {comm}\n"
            ));
            stack.iter().for_each(|call| print(format_args!("           {call}\n")));
        }
    }
}
