using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RnnLint.LanguageServer.Tests.Editors;

/// <summary>The settings of docs/editors.md, in the editors themselves.</summary>
public sealed class EditorTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Repository.PathTo("docs", "editors.md")).ReplaceLineEndings("\n");

    private readonly Scratch _scratch = new();

    public EditorTests() => _scratch.Write("Rnn.cs", File.ReadAllText(Repository.PathTo("samples", "SeedRnn", "SeedRnnTransposed.cs")));

    public void Dispose() => _scratch.Dispose();

    [InstalledFact("nvim", "Neovim")]
    public async Task Neovim_shows_the_finding_and_the_derivation_and_applies_the_fix()
    {
        var settings = Settings("lua");
        if ((await RunAsync("nvim", "--headless", "-u", "NONE", "-c", "lua print(vim.lsp.start and 'new' or 'old')", "-c", "qa!")).Contains("old", StringComparison.Ordinal))
            settings = settings.Replace("vim.lsp.start({", "vim.lsp.buf_attach_client(args.buf, vim.lsp.start_client({", StringComparison.Ordinal).Replace("\n    })", "\n    }))", StringComparison.Ordinal);
        var init = _scratch.Write("init.lua", settings);

        var output = await RunAsync("nvim", "--headless", "-u", init, Path.Combine(_scratch.Folder, "Rnn.cs"), "-c", "luafile " + Check("check.lua"), "-c", "qa!");

        output.ShouldContain("finding RNN0001 line 100");
        output.ShouldContain("hover **Wrong**: 'W' is transposed here");
        output.ShouldContain("action Swap the indices: W[j, k]");
        output.ShouldContain("left 0");
    }

    [InstalledFact("emacs", "Emacs with lsp-mode", "emacs --batch --eval \"(progn (package-initialize) (require 'lsp-mode))\"")]
    public async Task Emacs_shows_the_finding_and_the_derivation()
    {
        var init = _scratch.Write("init.el", "(package-initialize)\n" + Settings("elisp"));

        var output = await RunAsync("emacs", "--batch", "-l", init, "-l", Check("check.el"));

        output.ShouldContain("finding RNN0001 line 100");
        output.ShouldContain("hover **Wrong**: 'W' is transposed here");
    }

    private static string Settings(string language) => Block(language).Match(Page).Groups["code"].Value.Replace("/path/to/rnnlint-server.dll", Path.Combine(AppContext.BaseDirectory, "rnnlint-server.dll"), StringComparison.Ordinal);

    private static Regex Block(string language) => new($"```{language}\n(?<code>.*?)```", RegexOptions.Singleline);

    private static string Check(string name) => Repository.PathTo("tests", "LanguageServer.Tests", "Editors", name);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = _scratch.Folder };
        start.Environment["RNNLINT_FOLDER"] = _scratch.Folder;
        start.Environment["HOME"] = _scratch.Folder;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return await output + await errors;
    }

    /// <summary>A test that is skipped where an editor is not installed.</summary>
    private sealed class InstalledFactAttribute : FactAttribute
    {
        public InstalledFactAttribute(string program, string name, string? probe = null)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", probe ?? program + " --version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode != 0)
                    Skip = $"{name} was not found: install it to try docs/editors.md in it";
            }
            catch (Exception failure) when (failure is System.ComponentModel.Win32Exception)
            {
                Skip = $"{name} was not found: install it to try docs/editors.md in it";
            }
        }
    }
}
