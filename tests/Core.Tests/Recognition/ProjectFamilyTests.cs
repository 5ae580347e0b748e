using Microsoft.CodeAnalysis;
using RnnLint.Configuration;
using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A layer in one project, and the network that drives it through time in another.</summary>
public class ProjectFamilyTests
{
    [Theory]
    [InlineData(LayeredCell.Right, Verdict.Verified)]
    [InlineData(LayeredCell.Wrong, Verdict.TransposedRecurrentMatrix)]
    public void What_drives_a_layer_in_another_project_decides(string back, Verdict verdict)
    {
        var (matrix, layers, app) = Projects(back);
        var family = Family(matrix, layers, app);

        var finding = Analyze(family, layers, "Layers.Layer").ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(verdict);
        finding.Location.SourceTree.ShouldBe(layers.SyntaxTrees.Single());
        Analyze(family, matrix, "Numbers.Square").ShouldBeEmpty("that its products are some steps of a backward pass is known now");
        Analyze(family, app, "App.Net").ShouldBeEmpty("what stands in the other project is told of there");

        // The same as in one project.
        var whole = ProgramRunner.Compile([.. new[] { matrix, layers, app }.SelectMany(project => project.SyntaxTrees).Select(tree => new ProgramFile(tree.FilePath, tree.ToString()))]);
        Verdicts.Of(whole).Select(found => (found.Verdict, found.Matrix, found.Message, found.Location.GetLineSpan().ToString()))
            .ShouldBe([(finding.Verdict, finding.Matrix, finding.Message, finding.Location.GetLineSpan().ToString())]);
    }

    /// <summary>The other way round: the trainer is the library's, and knows the cell by an interface.</summary>
    [Theory]
    [InlineData("w[i, j]", Verdict.Verified)]
    [InlineData("w[j, i]", Verdict.TransposedRecurrentMatrix)]
    public void A_cell_that_a_library_drives_is_told_of_in_its_own_project(string back, Verdict verdict)
    {
        var library = Named("Library", """
            public interface ICell { int Units { get; } double[] Step(double[] h, double[] x); double[] StepBack(double[] h, double[] d); }

            public sealed class Trainer
            {
                private readonly ICell cell;
                public Trainer(ICell cell) { this.cell = cell; }
                public double[] Gradient(double[][] x, double[][] dh)
                {
                    var h = new double[x.Length + 1][];
                    h[0] = new double[cell.Units];
                    for (int t = 0; t < x.Length; t++) h[t + 1] = cell.Step(h[t], x[t]);
                    var d = new double[cell.Units];
                    for (int t = x.Length - 1; t >= 0; t--)
                    {
                        for (int i = 0; i < d.Length; i++) d[i] += dh[t][i];
                        d = cell.StepBack(h[t + 1], d);
                    }
                    return d;
                }
            }
            """);
        var app = Named("App", $$"""
            using System;

            public sealed class Cell : ICell
            {
                private readonly int n;
                private readonly double[,] w;
                public Cell(int n)
                {
                    this.n = n;
                    w = new double[n, n];
                    var random = new Random(1);
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) w[i, j] = random.NextDouble() - 0.5;
                }
                public int Units => n;
                public double[] Step(double[] h, double[] x)
                {
                    var a = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        a[i] = x[i];
                        for (int j = 0; j < n; j++) a[i] += w[i, j] * h[j];
                        a[i] = Math.Tanh(a[i]);
                    }
                    return a;
                }
                public double[] StepBack(double[] h, double[] d)
                {
                    var e = new double[n];
                    for (int j = 0; j < n; j++)
                        for (int i = 0; i < n; i++) e[j] += {{back}} * d[i] * (1 - h[i] * h[i]);
                    return e;
                }
            }
            """, library);
        var family = Family(library, app);

        var finding = Analyze(family, app, "Cell").ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(verdict);
        finding.Location.SourceTree.ShouldBe(app.SyntaxTrees.Single());
        finding.Related.ShouldContain(related => related.Location.SourceTree == library.SyntaxTrees.Single());
    }

    [Fact]
    public void By_itself_the_layer_is_not_decided()
    {
        var (matrix, layers, _) = Projects(LayeredCell.Wrong);
        Analyze(Family(matrix, layers), layers, "Layers.Layer").ShouldAllBe(finding => finding.Verdict == Verdict.NotProbed);
    }

    /// <summary>A project for another framework is compiled once more for the one that uses it, and its symbols are others there.</summary>
    [Fact]
    public void A_layer_that_the_network_sees_through_copies_is_decided_as_well()
    {
        var (matrix, layers, app) = Projects(LayeredCell.Wrong);
        var other = app.WithReferences(app.References.Select(reference => reference is PortableExecutableReference file ? MetadataReference.CreateFromFile(file.FilePath!) : reference));
        app = SharedSymbols.Unify(other, CancellationToken.None);
        app.ShouldNotBe(other, "or there is nothing to test");

        Analyze(Family(matrix, layers, app), layers, "Layers.Layer").ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.TransposedRecurrentMatrix);
    }

    [Fact]
    public void A_change_of_either_project_is_followed()
    {
        var (matrix, layers, app) = Projects(LayeredCell.Right);
        var family = Family(matrix, layers, app);
        var layer = layers.SyntaxTrees.Single();
        var spoilt = layer.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(LayeredCell.Layer(LayeredCell.Wrong)));

        var changed = family.After(tree => tree == layer ? spoilt : tree, CancellationToken.None);
        Analyze(changed, changed.Projects.ElementAt(1), "Layers.Layer").ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.TransposedRecurrentMatrix);

        var own = layers.ReplaceSyntaxTree(layer, spoilt);
        Analyze(family.Analysis(layers, AnalysisSettings.None).After(own), "Layers.Layer").ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.TransposedRecurrentMatrix);

        var alone = family.After(tree => tree == app.SyntaxTrees.Single() ? tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From("")) : tree, CancellationToken.None);
        Analyze(alone, alone.Projects.ElementAt(1), "Layers.Layer").ShouldAllBe(finding => finding.Verdict == Verdict.NotProbed);
        family.After(tree => tree, CancellationToken.None).ShouldBe(family);
    }

    /// <summary>Many ways lead to a project that many refer to.</summary>
    [Fact]
    public void Forty_projects_that_all_refer_to_each_other_are_gone_through_once()
    {
        var projects = new List<Compilation>();
        for (var i = 0; i < 40; i++)
            projects.Add(Named($"P{i}", $"public class C{i} {{ }}", [.. projects]));
        var first = projects[0].SyntaxTrees.Single();

        var changed = new ProjectFamily(projects.Select(project => (project, AnalysisSettings.None))).After(tree => tree == first ? tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From("public class D { }")) : tree, CancellationToken.None).Projects.ToList();

        changed.Zip(projects).ShouldAllBe(pair => pair.First != pair.Second);
        changed[^1].References.OfType<CompilationReference>().Select(reference => reference.Compilation).ShouldBe(changed.SkipLast(1), ignoreOrder: true);
    }

    private static (Compilation Matrix, Compilation Layers, Compilation App) Projects(string back)
    {
        var matrix = Named("Numbers", LayeredCell.Matrix);
        var layers = Named("Layers", LayeredCell.Layer(back), matrix);
        return (matrix, layers, Named("App", LayeredCell.Network, layers, matrix));
    }

    private static ProjectFamily Family(params Compilation[] projects) => new(projects.Select(project => (project, AnalysisSettings.None)));

    private static IEnumerable<CellFinding> Analyze(ProjectFamily family, Compilation compilation, string type) => Analyze(family.Analysis(compilation, AnalysisSettings.None), type);

    private static IEnumerable<CellFinding> Analyze(CellAnalysis analysis, string type) =>
        analysis.Analyze(analysis.Compilation.GetTypeByMetadataName(type)!, CancellationToken.None).SelectMany(report => report.Findings).ToList();

    private static Compilation Named(string assembly, string text, params Compilation[] used) =>
        SharedSymbols.Unify(ProgramRunner.Compile([new ProgramFile($"{assembly}.cs", text)]).WithAssemblyName(assembly).AddReferences(used.Select(other => other.ToMetadataReference())), CancellationToken.None);
}
