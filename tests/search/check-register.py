"""Checks a register as docs/register-format.md describes it, with Python's hashlib, git and openssl, without the project's code.

Usage: check-register.py CLONE [KEPT-CHECKPOINT]
"""

import base64, hashlib, json, subprocess, sys, tempfile

clone, kept = sys.argv[1], sys.argv[2:]
sha = lambda data: hashlib.sha256(data).digest()
canonical = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def git(*args):
    return subprocess.run(["git", "-C", clone, *args], check=True, capture_output=True, text=True).stdout


def need(holds, what):
    if not holds:
        sys.exit(f"FAULT: {what}")


def root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha(b"")
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\x01" + root(leaves[:left]) + root(leaves[left:]))


def path(at, leaves):
    if len(leaves) == 1:
        return []
    left = 1 << (len(leaves) - 1).bit_length() - 1
    if at < left:
        return path(at, leaves[:left]) + [(False, root(leaves[left:]))]
    return path(at - left, leaves[left:]) + [(True, root(leaves[:left]))]


def signed(note, vkey):
    """Returns size and root of a checkpoint that this key has signed."""
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key)
    need(sha(name.encode() + b"\n" + key)[:4].hex() == key_id and key[0] == 1, "the key's id is not its own")
    text, signatures = note.rsplit("\n\n", 1)
    text += "\n"
    for line in signatures.splitlines():
        dash, signer, code = line.split(" ")
        code = base64.b64decode(code)
        if dash == "\u2014" and signer == name and code[:4].hex() == key_id:
            with tempfile.NamedTemporaryFile() as pub, tempfile.NamedTemporaryFile() as sig, tempfile.NamedTemporaryFile() as msg:
                pub.write(bytes.fromhex("302a300506032b6570032100") + key[1:]), sig.write(code[4:]), msg.write(text.encode())
                pub.flush(), sig.flush(), msg.flush()
                checked = subprocess.run(
                    ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", pub.name, "-rawin", "-in", msg.name, "-sigfile", sig.name],
                    capture_output=True,
                )
                need(checked.returncode == 0, "a checkpoint's signature does not hold")
            origin, size, value = text.splitlines()
            need(origin == name, "a checkpoint is of another log")
            return int(size), base64.b64decode(value)
    sys.exit("FAULT: a checkpoint is not signed by this key")


def branch(name):
    """Returns the commit of a branch by its full name. By the short name git would find a tag first."""
    for ref in (f"refs/heads/{name}", f"refs/remotes/origin/{name}"):
        found = git("for-each-ref", "--format=%(refname) %(objectname)", ref).split()
        if found[:1] == [ref]:
            return found[1]
    sys.exit(f"FAULT: there is no branch {name}")


# 1. The chains: every commitment, every id, every link.
head, entries, old = branch("register"), {}, []
files = [name for name in git("ls-tree", "-r", "--name-only", head, "journals").splitlines()]
for name in sorted(files, key=lambda each: int(each.split("/")[2][:-6])):
    number = int(name.split("/")[2][:-6])
    before = sha(canonical(["disposisi", number])).hex()
    for line in git("show", f"{head}:{name}").splitlines():
        entry = json.loads(line)
        for side in ("public", "private"):
            part = entry[side]
            need(sha(canonical([part["salt"], part["part"]])).hex() == part["commitment"], f"{name}: a commitment")
        commitments = [entry["public"]["commitment"], entry["private"]["commitment"]]
        need(entry["prev"] == before, f"{name}: a link")
        need(entry["id"] == sha(canonical([before, *commitments])).hex(), f"{name}: an id")
        before = entry["id"]
        if "leaf" in entry:
            need(entry["leaf"] not in entries, f"{name}: a place taken twice")
            entries[entry["leaf"]] = before
        else:
            old.append(before)

# 2. The tree: first the entries from before the log, then each entry at its place.
ids = old + [entries.get(at, "") for at in range(len(old), len(old) + len(entries))]
need(all(ids), "a place in the log is missing")
leaves = [sha(b"\x00" + bytes.fromhex(each)) for each in ids]

# 3. Every checkpoint of the history, by the key in force at its time.
commits = git("rev-list", "--first-parent", "--reverse", head, "--", "checkpoint").split()
for commit in commits:
    vkey = git("show", f"{commit}:vkey").splitlines()[-1]
    size, value = signed(git("show", f"{commit}:checkpoint"), vkey)
    need(root(leaves[:size]) == value, f"the checkpoint of {size} is not that of the entries")
need(size == len(leaves), "the last checkpoint does not have all entries")
print(f"{len(leaves)} entries, {len(commits)} checkpoints signed by {vkey.split('+')[1]}")

# 4. Inclusion of one entry in the newest checkpoint, and consistency of the first checkpoint with it.
at = min(100, len(leaves) - 1)
node = leaves[at]
for is_left, other in path(at, leaves):
    node = sha(b"\x01" + (other + node if is_left else node + other))
need(node == value, f"inclusion of entry {at}")
print(f"inclusion of entry {at} proven by {len(path(at, leaves))} hashes")
first, first_root = signed(git("show", f"{commits[0]}:checkpoint"), git("show", f"{commits[0]}:vkey").splitlines()[-1])
need(root(leaves[:first]) == first_root, "consistency")
print(f"consistency from {first} proven")

# 5. The checkpoints that somebody kept.
for name in kept:
    with open(name, encoding="utf8") as file:
        size, value = signed(file.read(), vkey)
    need(size <= len(leaves) and root(leaves[:size]) == value, f"the register does not extend the kept checkpoint of {size}")
    print(f"kept checkpoint of {size} extended")
