using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnLint.Analyzer;
using RnnLint.CodeFixes.Provider;

namespace RnnLint.CodeFixes.Tests;

/// <summary>The provider as Visual Studio and dotnet format use it, on the analyzer's own diagnostics.</summary>
public class ProviderTests
{
    private static readonly RecurrentGradientFixProvider Provider = new();

    [Fact]
    public void It_fixes_the_rules_that_it_says() => Provider.FixableDiagnosticIds.ShouldBe(["RNN0001", "RNN0002", "RNN0003"]);

    [Fact]
    public async Task A_diagnostic_gets_one_action_that_sets_it_right()
    {
        var project = Project(Program("Storage/OneBased"));
        var diagnostic = (await DiagnosticsAsync(project)).ShouldHaveSingleItem();

        var action = (await ActionsAsync(project, diagnostic)).ShouldHaveSingleItem();

        action.Title.ShouldBe("Swap the indices: v[i, j]");
        action.EquivalenceKey.ShouldBe("RNN0001");
        (await DiagnosticsAsync((await ChangedAsync(action)).GetProject(project.Id)!)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FixAllScope.Document, 1)]
    [InlineData(FixAllScope.Project, 2)]
    [InlineData(FixAllScope.Solution, 3)]
    public async Task Fix_all_keeps_to_its_scope(FixAllScope scope, int expected)
    {
        var first = Project(Program("Storage/OneBased"), Program("Storage/RingBuffer"));
        var second = Project(first.Solution, "Second", Program("Cells/ScaledTanh"));
        var solution = second.Solution;
        var document = solution.GetProject(first.Id)!.Documents.First();
        var context = new FixAllContext(document, Provider, scope, "RNN0001", Provider.FixableDiagnosticIds, new Reported(), CancellationToken.None);

        var action = await Provider.GetFixAllProvider().GetFixAsync(context);

        var changed = await ChangedAsync(action.ShouldNotBeNull());
        changed.GetChanges(solution).GetProjectChanges().Sum(project => project.GetChangedDocuments().Count()).ShouldBe(expected);
        var left = 0;
        foreach (var project in changed.Projects)
            left += (await DiagnosticsAsync(project)).Length;
        left.ShouldBe(3 - expected);
    }

    [Fact]
    public async Task A_suppressed_diagnostic_is_left_by_fix_all()
    {
        var program = Program("Storage/OneBased");
        var project = Project([program[0] with { Text = "#pragma warning disable RNN0001\n" + program[0].Text }]);
        var context = new FixAllContext(project.Documents.First(), Provider, FixAllScope.Project, "RNN0001", Provider.FixableDiagnosticIds, new Reported(), CancellationToken.None);

        var changed = await ChangedAsync((await Provider.GetFixAllProvider().GetFixAsync(context))!);

        changed.GetChanges(project.Solution).GetProjectChanges().ShouldBeEmpty();
    }

    /// <summary>The finding is in what calls it, the mistake in what a tool writes.</summary>
    [Fact]
    public async Task Generated_code_is_not_changed()
    {
        const string Kernel = """
            public static class Kernel
            {
                public static void Back(double[] into, double[,] w, double[] d)
                {
                    for (int i = 0; i < d.Length; i++) for (int j = 0; j < d.Length; j++) into[i] += w[i, j] * d[j];
                }
            }
            """;
        const string Cell = """
            using System;
            public class Cell
            {
                public double[,] W = new double[3, 3];
                public double[] U = new double[3];
                public double[,] Forward(double[] x)
                {
                    var h = new double[x.Length + 1, 3];
                    for (int t = 0; t < x.Length; t++)
                        for (int i = 0; i < 3; i++)
                        {
                            double z = U[i] * x[t];
                            for (int j = 0; j < 3; j++) z += W[i, j] * h[t, j];
                            h[t + 1, i] = Math.Tanh(z);
                        }
                    return h;
                }
                public double[,] Backward(double[,] h, double[,] e)
                {
                    var g = new double[3, 3];
                    var p = new double[3];
                    for (int t = h.GetLength(0) - 1; t > 0; t--)
                    {
                        var d = new double[3];
                        for (int i = 0; i < 3; i++) d[i] = (e[t, i] + p[i]) * (1 - h[t, i] * h[t, i]);
                        for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) g[i, j] += d[i] * h[t - 1, j];
                        p = new double[3];
                        Kernel.Back(p, W, d);
                    }
                    return g;
                }
            }
            """;
        foreach (var (name, text, expected) in new[] { ("Kernel.cs", Kernel, 1), ("Kernel.g.cs", Kernel, 0), ("Kernel.cs", "// <auto-generated/>\n" + Kernel, 0) })
        {
            var project = Project([new ProgramFile("Cell.cs", Cell), new ProgramFile(name, text)]);
            var diagnostic = (await DiagnosticsAsync(project)).ShouldHaveSingleItem();
            (await ActionsAsync(project, diagnostic)).Length.ShouldBe(expected, name);
        }
    }

    private static IReadOnlyList<ProgramFile> Program(string name) => ProgramLibrary.Get(name, "transposed").Files;

    private static Project Project(params IReadOnlyList<ProgramFile>[] programs) => Project(new AdhocWorkspace().CurrentSolution, "First", programs);

    private static Project Project(Solution solution, string name, params IReadOnlyList<ProgramFile>[] programs)
    {
        var id = ProjectId.CreateNewId(name);
        solution = solution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, name, name, LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true), metadataReferences: ProgramRunner.PlatformReferences));
        foreach (var file in programs.SelectMany(program => program))
            solution = solution.AddDocument(DocumentId.CreateNewId(id), file.Name, file.Text, filePath: "/" + name + "/" + file.Name);
        return solution.GetProject(id)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project) =>
        [.. (await (await project.GetCompilationAsync())!.WithAnalyzers([new RecurrentGradientAnalyzer()]).GetAnalyzerDiagnosticsAsync()).Where(diagnostic => Provider.FixableDiagnosticIds.Contains(diagnostic.Id) && !diagnostic.IsSuppressed)];

    private static async Task<ImmutableArray<CodeAction>> ActionsAsync(Project project, Diagnostic diagnostic)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        await Provider.RegisterCodeFixesAsync(new CodeFixContext(project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions.ToImmutable();
    }

    private static async Task<Solution> ChangedAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private sealed class Reported : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellation) => await DiagnosticsAsync(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellation) =>
            (await DiagnosticsAsync(document.Project)).Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellation) => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
