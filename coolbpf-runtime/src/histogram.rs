//! The histograms of `coolbpf_histogram.h`, as data and as text.

use std::borrow::Cow;
use std::fmt;
use std::iter;

/// The slots that `coolbpf_histogram.h` has.
const SLOTS: usize = 64;
/// The longest bar.
const BAR: u128 = 40;

/// How often values of each size came: the counts of a `struct coolbpf_log2` or `struct coolbpf_linear`, which a program wrote into
/// a map.
///
/// It is shown as text, a line for each bucket:
///
/// ```
/// use coolbpf::Histogram;
///
/// let mut slots = [0; 64]; // the map's: `bpf.maps.latencies.get(0)?.slots`
/// (slots[3], slots[5]) = (10, 40);
/// let histogram = Histogram::log2("microseconds").plus(&slots);
/// assert_eq!(histogram.total(), 50);
/// assert_eq!(histogram.percentile(50.0), Some(43.625));
/// assert_eq!(format!("\n{histogram}"), "
///           microseconds : count
///                8 -> 15 : 10       **********
///               16 -> 31 : 0
///               32 -> 63 : 40       ****************************************");
/// ```
///
/// Of a per-CPU map, the CPUs' counts are added; of a map that is read again and again, those of the last time subtracted:
///
/// ```
/// # let (cpus, before) = ([[1_u64; 64]; 4], [3; 64]);
/// use coolbpf::Histogram;
///
/// let all = cpus.iter().fold(Histogram::linear("bytes", 0, 512), |sum, slots| sum.plus(slots));
/// let new = all.minus(&before);
/// assert_eq!(new.total(), 64);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    unit: Cow<'static, str>,
    scale: Scale,
    counts: [u64; SLOTS],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Log2,
    Linear { from: u64, width: u64 },
}

/// The values that are counted together, and how many of them came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Bucket {
    /// The smallest of them.
    pub first: u64,
    /// The largest of them: `u64::MAX` where the bucket has all from `first` on.
    pub last: u64,
    /// How many came.
    pub count: u64,
}

impl Histogram {
    /// A histogram by powers of two, with nothing counted yet, of values in `unit`.
    #[must_use]
    pub fn log2(unit: impl Into<Cow<'static, str>>) -> Self {
        Self { unit: unit.into(), scale: Scale::Log2, counts: [0; SLOTS] }
    }

    /// A histogram by equal widths, with nothing counted yet, of values in `unit`. `from` and `width` are what the program gives
    /// `coolbpf_linear_add`; where `width` is 0, that counts all values in the first slot, and so does this.
    #[must_use]
    pub fn linear(unit: impl Into<Cow<'static, str>>, from: u64, width: u64) -> Self {
        Self { unit: unit.into(), scale: Scale::Linear { from, width }, counts: [0; SLOTS] }
    }

    /// With these counts added: the `slots` of what is in the map. Beyond `u64::MAX` it counts no further.
    #[must_use]
    pub fn plus(self, slots: &[u64; SLOTS]) -> Self {
        self.changed(slots, u64::saturating_add)
    }

    /// Without these counts: those of the last time, so that what came since is left. Where fewer are left than that, as in a map that was
    /// cleared, it is 0.
    #[must_use]
    pub fn minus(self, slots: &[u64; SLOTS]) -> Self {
        self.changed(slots, u64::saturating_sub)
    }

    fn changed(mut self, slots: &[u64; SLOTS], change: fn(u64, u64) -> u64) -> Self {
        for (count, slot) in self.counts.iter_mut().zip(slots) {
            *count = change(*count, *slot);
        }
        self
    }

    /// What the values are in, such as `microseconds`.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// How many values came, as far as `u64` counts.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The buckets from the first that has something to the last, the smallest values first; none where nothing came.
    pub fn buckets(&self) -> impl Iterator<Item = Bucket> {
        let first = self.counts.iter().position(|count| *count > 0).unwrap_or(SLOTS);
        let end = self.counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        self.all_buckets().take(end).skip(first)
    }

    /// All 64 buckets, the smallest values first, whether they have something or not. Those that can have nothing are left out: of a linear histogram
    /// that begins near the largest number, or has widths of 0.
    pub fn all_buckets(&self) -> impl Iterator<Item = Bucket> {
        let scale = self.scale;
        let mut counts = self.counts.iter().zip(0_u64..);
        iter::from_fn(move || {
            let (count, slot) = counts.next()?;
            let (first, last) = scale.bounds(slot)?;
            Some(Bucket { first, last, count: *count })
        })
    }

    /// The value that `percent` of all values do not exceed, in the histogram's unit, as if the values of a bucket were spread evenly over it: so
    /// it is at most a bucket wrong.
    ///
    /// `None` where nothing came, for what is not between 0 and 100, and where it is among the values below a linear histogram's first
    /// width or beyond its last, as nothing tells how far.
    #[must_use]
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        if !(0.0..=100.0).contains(&percent) {
            return None;
        }
        let total: f64 = self.counts.iter().map(|count| *count as f64).sum();
        let wanted = total * percent / 100.0;
        let mut before = 0.0;
        let used = |bucket: &Bucket| bucket.count > 0;
        let mut buckets = self.all_buckets().filter(used).peekable();
        while let Some(bucket) = buckets.next() {
            let count = bucket.count as f64;
            // The last takes what rounding left over.
            if wanted <= before + count || buckets.peek().is_none() {
                let (first, last) = (bucket.first as f64, bucket.last as f64);
                let part = ((wanted - before) / count).clamp(0.0, 1.0);
                return self.scale.is_bounded(bucket).then_some(first + (last - first) * part);
            }
            before += count;
        }
        None
    }
}

impl Scale {
    /// The first and the last value of a slot; `None` for one that no value is counted in.
    fn bounds(self, slot: u64) -> Option<(u64, u64)> {
        match self {
            Self::Log2 => {
                let power = 1_u64.checked_shl(u32::try_from(slot).ok()?)?;
                Some((if slot == 0 { 0 } else { power }, power + (power - 1)))
            }
            Self::Linear { width: 0, .. } => (slot == 0).then_some((0, u64::MAX)),
            Self::Linear { from, width } => {
                let first = from.checked_add(slot.checked_mul(width)?)?;
                let is_last = slot + 1 == SLOTS as u64;
                let last = if is_last { None } else { first.checked_add(width - 1) };
                Some((if slot == 0 { 0 } else { first }, last.unwrap_or(u64::MAX)))
            }
        }
    }

    /// Whether nothing beyond its width is counted in the bucket.
    fn is_bounded(self, bucket: Bucket) -> bool {
        match self {
            Self::Log2 => true,
            Self::Linear { from, width } => {
                let is_wide = bucket.last.wrapping_sub(bucket.first) >= width;
                width > 0 && !is_wide && (from == 0 || bucket.first >= from)
            }
        }
    }
}

impl fmt::Display for Histogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.counts.iter().copied().max().unwrap_or(0).max(1);
        write!(f, "{:>22} : count", self.unit)?;
        for Bucket { first, last, count } in self.buckets() {
            let range = match last {
                u64::MAX => format!("{first} or more"),
                last if last == first => first.to_string(),
                _ => format!("{first} -> {last}"),
            };
            let stars = usize::try_from(u128::from(count) * BAR / u128::from(most)).unwrap_or(0);
            match stars {
                0 => write!(f, "\n{range:>22} : {count}")?,
                _ => write!(f, "\n{range:>22} : {count:<8} {}", "*".repeat(stars))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts<const N: usize>(counted: [(usize, u64); N]) -> [u64; SLOTS] {
        let mut slots = [0; SLOTS];
        for (slot, count) in counted {
            slots[slot] = count;
        }
        slots
    }

    fn bounds(histogram: &Histogram) -> Vec<(u64, u64)> {
        histogram.all_buckets().map(|bucket| (bucket.first, bucket.last)).collect()
    }

    /// The slot that `coolbpf_linear_add` takes.
    fn linear_slot(from: u64, width: u64, value: u64) -> usize {
        let slot = if value > from && width > 0 { (value - from) / width } else { 0 };
        slot.min(63) as usize
    }

    #[test]
    fn every_value_lies_in_the_bucket_that_it_is_counted_in() {
        let values = (0..64).flat_map(|bit| [(1_u64 << bit) - 1, 1 << bit, (1 << bit) + 1]).chain([u64::MAX]);
        for value in values {
            let slot = value.checked_ilog2().unwrap_or(0) as usize;
            let log2 = Histogram::log2("ns").plus(&counts([(slot, 1)]));
            let bucket = log2.buckets().next().unwrap();
            assert!((bucket.first..=bucket.last).contains(&value), "{value}: {bucket:?}");
            for (from, width) in
                [(0, 1), (0, 10), (100, 7), (0, 0), (5, u64::MAX), (u64::MAX, 1), (u64::MAX - 9, 3)]
            {
                let slot = linear_slot(from, width, value);
                let linear = Histogram::linear("ns", from, width).plus(&counts([(slot, 1)]));
                let found: Vec<_> = linear.buckets().collect();
                assert_eq!(found.len(), 1, "{value} from {from} by {width}");
                assert!(
                    (found[0].first..=found[0].last).contains(&value),
                    "{value} from {from} by {width}: {found:?}"
                );
            }
        }
    }

    #[test]
    fn buckets_follow_each_other_without_gaps_up_to_the_largest_number() {
        for histogram in [
            Histogram::log2("ns"),
            Histogram::linear("ns", 0, 10),
            Histogram::linear("ns", 100, 1),
            Histogram::linear("ns", u64::MAX - 9, 3),
            Histogram::linear("ns", 7, 0),
        ] {
            let bounds = bounds(&histogram);
            assert_eq!(bounds.first().unwrap().0, 0);
            assert_eq!(bounds.last().unwrap().1, u64::MAX, "{histogram:?}");
            assert!(bounds.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{bounds:?}");
        }
    }

    #[test]
    fn a_histogram_shows_the_buckets_that_hold_something_and_those_between() {
        let linear = Histogram::linear("bytes", 100, 10).plus(&counts([(0, 80), (2, 1), (63, 40)]));
        let lines: Vec<_> = linear.buckets().map(|bucket| (bucket.first, bucket.count)).collect();
        assert_eq!((lines.len(), &lines[..3]), (64, &[(0, 80), (110, 0), (120, 1)][..]));
        let text = linear.to_string();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "                 bytes : count");
        assert_eq!(lines[1], format!("              0 -> 109 : 80       {}", "*".repeat(40)));
        assert_eq!(lines[3], "            120 -> 129 : 1");
        assert_eq!(lines[64], format!("           730 or more : 40       {}", "*".repeat(20)));
        let single = Histogram::linear("tasks", 0, 1).plus(&counts([(2, 1)]));
        assert_eq!(
            single.to_string().lines().nth(1),
            Some("                     2 : 1        ****************************************")
        );
        assert_eq!(Histogram::log2("ns").to_string(), "                    ns : count");
        let largest = Histogram::log2("ns").plus(&[u64::MAX; SLOTS]);
        assert_eq!((largest.total(), largest.to_string().lines().count()), (u64::MAX, 65));
    }

    #[test]
    fn percentiles_lie_in_the_bucket_that_has_them() {
        let histogram = Histogram::log2("us").plus(&counts([(3, 50), (10, 49), (20, 1)]));
        assert_eq!(histogram.percentile(0.0), Some(8.0));
        assert_eq!(histogram.percentile(50.0), Some(15.0));
        assert_eq!(histogram.percentile(99.0), Some(2047.0));
        assert_eq!(histogram.percentile(100.0), Some(2_097_151.0));
        for wrong in [-0.1, 100.1, f64::NAN, f64::INFINITY] {
            assert_eq!(histogram.percentile(wrong), None);
        }
        assert_eq!(Histogram::log2("us").percentile(50.0), None);
        let full = Histogram::log2("us").plus(&[u64::MAX; SLOTS]);
        assert_eq!(full.percentile(100.0), Some(u64::MAX as f64));
    }

    #[test]
    fn percentiles_beyond_a_linear_histogram_are_unknown() {
        let linear = Histogram::linear("us", 100, 10).plus(&counts([(0, 10), (1, 80), (63, 10)]));
        assert_eq!(linear.percentile(5.0), None);
        assert_eq!(linear.percentile(50.0), Some(114.5));
        assert_eq!(linear.percentile(95.0), None);
        let from_zero = Histogram::linear("us", 0, 10).plus(&counts([(0, 10)]));
        assert_eq!(from_zero.percentile(100.0), Some(9.0));
        assert_eq!(Histogram::linear("us", 0, 0).plus(&counts([(0, 10)])).percentile(50.0), None);
    }

    #[test]
    fn what_came_since_the_last_time_is_never_less_than_nothing() {
        let (before, now) = (counts([(1, 5), (2, 9)]), counts([(1, 7), (2, 3)]));
        assert_eq!(Histogram::log2("us").plus(&now).minus(&before).counts, counts([(1, 2)]));
    }
}
