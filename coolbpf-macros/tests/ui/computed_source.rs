const TEXT: &str = "int a;";

#[coolbpf_macros::program]
mod constant {
    const SOURCE: &str = super::TEXT;
}

#[coolbpf_macros::program]
mod concatenated {
    const SOURCE: &str = concat!("int ", "a;");
}

#[coolbpf_macros::program]
mod bytes {
    const SOURCE: &str = b"int a;";
}

fn main() {
    constant::attach();
}
