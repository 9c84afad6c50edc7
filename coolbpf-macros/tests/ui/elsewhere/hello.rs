pub fn attach() {}
