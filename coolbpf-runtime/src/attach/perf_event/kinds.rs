//! What perf events count.

/// What the processor counts (`enum perf_hw_id`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HardwareEvent {
    /// Cycles.
    CpuCycles = 0,
    /// Instructions.
    Instructions = 1,
    /// Uses of the last cache, as a rule.
    CacheReferences = 2,
    /// Misses of the last cache, as a rule.
    CacheMisses = 3,
    /// Branches.
    BranchInstructions = 4,
    /// Branches that were predicted wrongly.
    BranchMisses = 5,
    /// Cycles of the bus.
    BusCycles = 6,
    /// Cycles in which no instruction could be fetched.
    StalledCyclesFrontend = 7,
    /// Cycles in which none could end.
    StalledCyclesBackend = 8,
    /// Cycles at a constant frequency.
    RefCpuCycles = 9,
}

/// What the kernel counts (`enum perf_sw_ids`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SoftwareEvent {
    /// The clock of a CPU, in nanoseconds.
    CpuClock = 0,
    /// The clock of a task, in nanoseconds.
    TaskClock = 1,
    /// Page faults.
    PageFaults = 2,
    /// Switches of tasks.
    ContextSwitches = 3,
    /// Moves of a task to another CPU.
    CpuMigrations = 4,
    /// Page faults without I/O.
    MinorFaults = 5,
    /// Page faults with I/O.
    MajorFaults = 6,
    /// Accesses that were not aligned.
    AlignmentFaults = 7,
    /// Instructions that were emulated.
    EmulationFaults = 8,
    /// Switches to a task of another control group. Linux 5.13.
    CgroupSwitches = 11,
}

/// Uses of a cache that the processor counts (`enum perf_hw_cache_id`), each of which [`PerfEvent::cache`](super::PerfEvent::cache) has the misses of, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CacheEvent {
    /// Loads of data from the first level.
    L1DataLoad = 0,
    /// Loads of instructions from the first level.
    L1InstructionLoad = 1,
    /// Loads from the last level.
    LastLevelLoad = 2,
    /// Look-ups of addresses of data.
    DataTlbLoad = 3,
    /// Look-ups of addresses of instructions.
    InstructionTlbLoad = 4,
    /// Predictions of branches.
    BranchLoad = 5,
    /// Loads from the memory of this node.
    NodeLoad = 6,
}
