fn main() -> coolbpf_build::Result<()> {
    coolbpf_build::compile()
}
