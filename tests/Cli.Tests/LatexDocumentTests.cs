using CliWrap;
using RnnLint.Cli.Explaining;
using RnnLint.Cli.Reports;
using RnnLint.Explaining;

namespace RnnLint.Cli.Tests;

public sealed class LatexDocumentTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public static TheoryData<string> Names => [.. HostileNames.All];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_is_ascii_whatever_the_names(string name)
    {
        var document = Document([HostileExplanation.Of(name)]);

        document.ShouldAllBe(letter => letter == '\n' || (letter >= ' ' && letter <= '~'));
        document.Split("\\end{document}").Length.ShouldBe(2);
        document.ShouldNotContain("\\input{");
    }

    [PdfLatexFact]
    public async Task A_document_with_hostile_names_compiles() => await CompileAsync(Document([.. HostileNames.All.Select(HostileExplanation.Of)]));

    [PdfLatexFact]
    public async Task The_documents_of_the_samples_compile()
    {
        var documents = Directory.GetFiles(Repository.PathTo("tests", "Cli.Tests", "__snapshots__"), "*.latex.snap");

        documents.ShouldNotBeEmpty();
        foreach (var document in documents)
            await CompileAsync(await File.ReadAllTextAsync(document));
    }

    private async Task CompileAsync(string document)
    {
        _scratch.Write("why.tex", document);
        var output = new System.Text.StringBuilder();
        var result = await CliWrap.Cli.Wrap("pdflatex").WithArguments(["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "why.tex"]).WithWorkingDirectory(_scratch.Folder)
            .WithValidation(CommandResultValidation.None).WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync();
        result.ExitCode.ShouldBe(0, output.ToString());
    }

    private static string Document(IReadOnlyList<ExplainedCell> cells)
    {
        var text = new StringWriter { NewLine = "\n" };
        LatexDocument.Write(cells, new ReportPaths("/src"), text);
        return text.ToString();
    }

    /// <summary>A test that is skipped on a machine without LaTeX.</summary>
    private sealed class PdfLatexFactAttribute : FactAttribute
    {
        public PdfLatexFactAttribute()
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "pdflatex.exe" : "pdflatex"))))
                Skip = "pdflatex was not found: install TeX Live's basic and recommended LaTeX packages to compile the documents";
        }
    }
}
