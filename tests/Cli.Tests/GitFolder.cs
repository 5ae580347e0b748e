using CliWrap;
using CliWrap.Buffered;

namespace RnnLint.Cli.Tests;

/// <summary>A git repository of a test's own, which no settings of the machine or the person reach.</summary>
internal sealed class GitFolder(string folder)
{
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_AUTHOR_NAME"] = "A", ["GIT_AUTHOR_EMAIL"] = "a@example.org", ["GIT_AUTHOR_DATE"] = "2020-01-01T00:00:00Z",
        ["GIT_COMMITTER_NAME"] = "A", ["GIT_COMMITTER_EMAIL"] = "a@example.org", ["GIT_COMMITTER_DATE"] = "2020-01-01T00:00:00Z",
    };

    public static async Task<GitFolder> CreateAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var git = new GitFolder(folder);
        await git.RunAsync("init", "--quiet", "--initial-branch=main");
        return git;
    }

    public async Task CommitAsync(string message)
    {
        await RunAsync("add", "--all");
        await RunAsync("commit", "--quiet", "--allow-empty", "--message", message);
    }

    public async Task<string> RunAsync(params string[] arguments) =>
        (await CliWrap.Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(folder).WithEnvironmentVariables(Environment).ExecuteBufferedAsync()).StandardOutput.Trim();
}
