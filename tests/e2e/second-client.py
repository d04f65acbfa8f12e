"""Reads a command from each line of JSON and runs it on a forge, with PyGithub, a client of GitHub by other people."""

import json
import sys

from github import Auth, Github, GithubException, InputGitTreeElement

API, NAME = sys.argv[1:3]


def repository(token):
    # By default PyGithub waits a second between writes, as GitHub asks.
    forge = Github(
        base_url=API,
        auth=Auth.Token(token),
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )
    return forge.get_repo(NAME)


def open_request(repo, branch, title, files):
    main = repo.get_git_commit(repo.get_branch("main").commit.sha)
    entries = [InputGitTreeElement(path, "100644", "blob", content=text) for path, text in files.items()]
    tree = repo.create_git_tree(entries, base_tree=main.tree)
    commit = repo.create_git_commit(title, tree, [main])
    repo.create_git_ref(f"refs/heads/{branch}", commit.sha)
    return repo.create_pull(base="main", head=branch, title=title, body="").number


def review(repo, number, event, body):
    return repo.get_pull(number).create_review(body=body, event=event).state


def state(repo, number):
    pull = repo.get_pull(number)
    return {
        "merged": pull.is_merged(),
        "state": pull.state,
        "labels": sorted(label.name for label in pull.get_labels()),
        "status": repo.get_commit(pull.head.sha).get_combined_status().state,
        "files": sorted(each.filename for each in pull.get_files()),
        "reviews": sum(1 for each in pull.get_reviews() if each.state == "APPROVED"),
        "comments": pull.get_issue_comments().totalCount,
    }


def read(repo, path):
    return repo.get_contents(path, ref="main").decoded_content.decode()


def merge(repo, number):
    return repo.get_pull(number).merge().merged


def requested(repo, number):
    users, teams = repo.get_pull(number).get_review_requests()
    return {"users": [each.login for each in users], "teams": list(teams)}


def ref(repo, name):
    return repo.get_git_ref(name).object.sha


def hooks(repo):
    return repo.get_hooks().totalCount


DOES = {each.__name__: each for each in (open_request, review, state, read, requested, ref, merge, hooks)}

for line in sys.stdin:
    asked = json.loads(line)
    try:
        reply = {"value": DOES[asked["do"]](repository(asked["token"]), **asked["with"])}
    except GithubException as refused:
        reply = {"refused": refused.status}
    print(json.dumps(reply), flush=True)
