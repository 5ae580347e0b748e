using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CliWrap;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Loading;

namespace RnnLint.Cli.Gate;

/// <summary>A git repository, asked through the git executable. Nothing in it is changed.</summary>
internal sealed class Repository
{
    /// <summary>Of the format that <c>git diff --raw</c> has: a link, and another repository within this one.</summary>
    private const string Link = "120000", Submodule = "160000";

    private readonly string _root;

    private Repository(string root) => _root = root;

    /// <summary>The repository that holds all of some paths.</summary>
    /// <exception cref="GateException">There is none, or there is no git.</exception>
    public static async Task<Repository> OfAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var roots = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in paths.Where(path => path.Length > 0))
        {
            var folder = Directory.Exists(path) ? Path.GetFullPath(path) : Path.GetDirectoryName(Path.GetFullPath(path))!;
            // A path that is not there is told of when it is to be read.
            if (!Directory.Exists(folder))
                continue;
            // The way up, and not the folder's own name: that would be another one where the path leads over a link.
            var asked = await AskAsync(folder, ["rev-parse", "--show-cdup"], "", cancellation);
            if (!asked.Succeeded)
                throw new GateException($"--changed-since needs a git repository: {path}: {asked.Complaint}");
            var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, asked.Text.TrimEnd('\n'))));
            if (await AskAsync(root, ["rev-parse", "--show-cdup"], "", cancellation) is not { Succeeded: true, Text: "\n" or "" })
                throw new GateException($"--changed-since: {path} leads over a link to another folder of a repository: name that folder");
            roots.Add(root);
        }

        return roots.Count == 1
            ? new(roots.Min!)
            : throw new GateException(roots.Count == 0 ? "--changed-since: none of the paths is there" : $"--changed-since takes paths of one git repository, and these are of {roots.Count}: {string.Join(", ", roots)}");
    }

    /// <summary>What the work tree has changed since it and <paramref name="revision"/> went apart: committed, staged, not yet staged, and files that git does not know.</summary>
    /// <exception cref="GateException">git does not know the revision, or not when it and the work tree went apart.</exception>
    public async Task<SourceChanges> ChangesSinceAsync(string revision, CancellationToken cancellation)
    {
        var start = await CommonAncestorAsync(revision, cancellation);
        // Read as bytes: a file may have any name. Renames are told from deletions and additions so that a file's past stays its own.
        var difference = await AskOrThrowAsync(["diff", "--raw", "-z", "--no-abbrev", "--find-renames", "--no-ext-diff", "--ignore-submodules=none", start, "--"], cancellation);
        var untracked = await AskOrThrowAsync(["ls-files", "-z", "--others", "--exclude-standard"], cancellation);
        var changes = Changes(difference.Text).ToList();
        var past = await BlobsAsync(changes.Select(change => change.Past).OfType<string>(), cancellation);
        var now = changes.Where(change => change.Path is not null).ToDictionary(change => Full(change.Path!), change => change.Past is { } blob ? past[blob] : null, StringComparer.Ordinal);
        var unknown = untracked.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        foreach (var path in unknown.Where(IsSource))
            now[Full(path)] = null;
        var gone = changes.Where(change => change.Path is null).ToImmutableDictionary(change => Full(change.PastPath), change => past[change.Past!], StringComparer.Ordinal);
        return new(now.ToImmutableDictionary(StringComparer.Ordinal), gone)
        {
            ProjectFiles = [.. Names(difference.Text).Concat(unknown).Where(IsProjectFile).Select(Full).Order(StringComparer.Ordinal)],
            // What is in a repository of its own was something else, or not there; which of both, git does not say here.
            NewFolders = [.. Entries(difference.Text).Where(entry => entry.Header[1] == Submodule).Select(entry => entry.After).Concat(unknown.Where(path => path.EndsWith('/'))).Select(path => Path.TrimEndingDirectorySeparator(Full(path)))],
        };
    }

    private async Task<string> CommonAncestorAsync(string revision, CancellationToken cancellation)
    {
        // Before the first commit everything is new.
        if (revision == "HEAD" && !(await AskAsync(_root, ["rev-parse", "--verify", "--quiet", "HEAD"], "", cancellation)).Succeeded)
            return (await AskOrThrowAsync(["hash-object", "-t", "tree", "--stdin"], cancellation)).Text.Trim();
        var known = await AskAsync(_root, ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], "", cancellation);
        var ancestor = known.Succeeded ? await AskAsync(_root, ["merge-base", known.Text.Trim(), "HEAD"], "", cancellation) : known;
        if (ancestor.Succeeded)
            return ancestor.Text.Trim();
        var isShallow = (await AskAsync(_root, ["rev-parse", "--is-shallow-repository"], "", cancellation)).Text.Trim() == "true";
        var problem = known.Succeeded ? $"no commit is known that {revision} and HEAD both come from{(ancestor.Complaint.Length > 0 ? $" ({ancestor.Complaint})" : "")}" : $"git knows no commit {revision}";
        throw new GateException($"--changed-since: {problem}{(isShallow ? "; this clone is shallow: git fetch --unshallow brings the rest (in a CI job, check out with the whole history)" : "")}");
    }

    /// <summary>The source files that differ. <c>Path</c> is null for one that is gone, <c>Past</c> for one that is new.</summary>
    private static IEnumerable<(string? Path, string PastPath, string? Past)> Changes(string raw)
    {
        foreach (var (header, before, after) in Entries(raw))
        {
            var (modeBefore, modeAfter, blobBefore, status) = (header[0], header[1], header[2], header[4]);
            var was = status[0] is not ('A' or 'C') && IsSource(before) && modeBefore is not (Link or Submodule);
            var isNow = status[0] != 'D' && IsSource(after) && modeAfter is not (Link or Submodule);
            if (was || isNow)
                yield return (isNow ? after : null, before, was ? blobBefore : null);
        }
    }

    private static IEnumerable<string> Names(string raw) => Entries(raw).SelectMany(entry => new[] { entry.Before, entry.After }).Distinct(StringComparer.Ordinal);

    /// <summary><c>:100644 100644 blob blob M⋅path⋅</c>, and two paths for a rename or a copy, where ⋅ is the character 0.</summary>
    private static IEnumerable<(string[] Header, string Before, string After)> Entries(string raw)
    {
        var fields = raw.Split('\0');
        for (var next = 0; next < fields.Length && fields[next].StartsWith(':');)
        {
            var header = fields[next++][1..].Split(' ');
            var before = fields[next++];
            yield return (header, before, header[4][0] is 'R' or 'C' ? fields[next++] : before);
        }
    }

    private string Full(string path) => Path.GetFullPath(Path.Combine(_root, path));

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>What says how source is compiled, or which rules are on.</summary>
    private static bool IsProjectFile(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".csproj" or ".props" or ".targets" or ".sln" or ".slnx" or ".editorconfig" or ".globalconfig" or ".ruleset" || Path.GetFileName(path) is "global.json" or "packages.lock.json" or "packages.config" or "nuget.config";

    /// <summary>Texts by their names, all through one process.</summary>
    private async Task<IReadOnlyDictionary<string, SourceText>> BlobsAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        var asked = names.Distinct(StringComparer.Ordinal).ToList();
        var texts = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        if (asked.Count == 0)
            return texts;
        var answer = (await AskOrThrowAsync(["cat-file", "--batch"], cancellation, string.Join('\n', asked) + "\n")).Bytes;
        var at = 0;
        foreach (var name in asked)
        {
            // <name> blob <length>, a line feed, that many bytes, and a line feed.
            var end = Array.IndexOf(answer, (byte)'\n', at);
            var header = Encoding.ASCII.GetString(answer, at, end - at).Split(' ');
            if (header is not [_, "blob", var size])
                throw new GateException($"--changed-since: git cannot show what a file was before ({string.Join(' ', header)})");
            var length = int.Parse(size, NumberStyles.None, CultureInfo.InvariantCulture);
            using var bytes = new MemoryStream(answer, end + 1, length);
            texts[name] = LooseFiles.ReadText(bytes);
            at = end + 1 + length + 1;
        }

        return texts;
    }

    private async Task<Answer> AskOrThrowAsync(string[] arguments, CancellationToken cancellation, string input = "") =>
        await AskAsync(_root, arguments, input, cancellation) is { Succeeded: true } answer ? answer : throw new GateException($"--changed-since: git {arguments[0]} failed in {_root}");

    private static async Task<Answer> AskAsync(string folder, string[] arguments, string input, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        var errors = new StringBuilder();
        var result = await CliWrap.Cli.Wrap(Git.Value ?? throw new GateException("--changed-since needs git, which was not found on the PATH"))
            .WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(Surroundings)
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .ExecuteAsync(cancellation);
        // Of git's own messages only their first line is shown.
        return new(result.ExitCode == 0, output.ToArray(), errors.ToString().Split('\n')[0].Trim());
    }

    /// <summary>Looked for on the PATH alone: where programs are also looked for in the current folder, that is one of strangers.</summary>
    private static Lazy<string?> Git { get; } = new(() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "git.exe" : "git")).FirstOrDefault(File.Exists));

    /// <summary>Messages in the words of no language in particular, no lock taken, and none of what git tells its hooks of the repository that they run for: asked is for that of a folder.</summary>
    private static Dictionary<string, string?> Surroundings { get; } = new()
    {
        ["LC_ALL"] = "C", ["GIT_OPTIONAL_LOCKS"] = "0",
        ["GIT_DIR"] = null, ["GIT_WORK_TREE"] = null, ["GIT_COMMON_DIR"] = null, ["GIT_INDEX_FILE"] = null, ["GIT_PREFIX"] = null, ["GIT_NAMESPACE"] = null,
        ["GIT_OBJECT_DIRECTORY"] = null, ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = null, ["GIT_SHALLOW_FILE"] = null, ["GIT_GRAFT_FILE"] = null,
    };

    private sealed record Answer(bool Succeeded, byte[] Bytes, string Complaint)
    {
        public string Text => Encoding.UTF8.GetString(Bytes);
    }
}
