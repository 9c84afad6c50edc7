//! What numbers of TCP mean, in words.

/// The state of a socket (`include/net/tcp_states.h` of the kernel); none for 0.
pub fn state(number: u32) -> Option<String> {
    const STATES: [&str; 13] = [
        "ESTABLISHED",
        "SYN_SENT",
        "SYN_RECV",
        "FIN_WAIT1",
        "FIN_WAIT2",
        "TIME_WAIT",
        "CLOSE",
        "CLOSE_WAIT",
        "LAST_ACK",
        "LISTEN",
        "CLOSING",
        "NEW_SYN_RECV",
        "BOUND_INACTIVE",
    ];
    let at = (number as usize).checked_sub(1)?;
    Some(STATES.get(at).map_or_else(|| number.to_string(), |state| (*state).to_owned()))
}

/// The flags of a header, as in `SYN,ACK`.
pub fn flags(flags: u8) -> String {
    const FLAGS: [&str; 8] = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];
    let set = FLAGS.iter().enumerate().filter(|(bit, _)| flags & 1 << bit != 0);
    set.map(|(_, flag)| *flag).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_names_or_are_numbers() {
        let states = [0, 1, 13, 14].map(state);
        let words = states.each_ref().map(|state| state.as_deref());
        assert_eq!(words, [None, Some("ESTABLISHED"), Some("BOUND_INACTIVE"), Some("14")]);
    }

    #[test]
    fn flags_are_listed() {
        assert_eq!([0, 2, 0x12, 0xff].map(flags), ["", "SYN", "SYN,ACK", "FIN,SYN,RST,PSH,ACK,URG,ECE,CWR"]);
    }
}
