using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Workspaces;

namespace RnnLint.LanguageServer.Tests;

/// <summary>A result is used again exactly where nothing changed that it hangs on.</summary>
public sealed class ReuseTests : IDisposable
{
    private const string Aside = "public class Aside { const int N = 3; int a = 1; public int One() => 1; }";

    private static readonly string[] Read = ["Rnn", "Matrix"];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("=> 1;", "=> 2;", "the body of another type")]
    [InlineData("int a = 1", "int a = 2", "an initializer of another type")]
    public void It_stands_after_a_change_of(string old, string text, string what) => Change(Aside, Aside.Replace(old, text, StringComparison.Ordinal)).Spares(Read).ShouldBeTrue(what);

    [Theory]
    [InlineData("=> 1;", "=> new Rnn(3) is null ? 1 : 2;", "a body that speaks of the type now")]
    [InlineData("=> 1;", "=> Matrix.Times(null, null).Length;", "a body that speaks of a type that it read")]
    [InlineData("N = 3", "N = 4", "a constant")]
    [InlineData("int a = 1;", "int a = 1, b;", "a declaration")]
    [InlineData("int One()", "long One()", "a signature")]
    public void It_does_not_after_a_change_of(string old, string text, string what) => Change(Aside, Aside.Replace(old, text, StringComparison.Ordinal)).Spares(Read).ShouldBeFalse(what);

    [Fact]
    public void It_does_not_where_a_body_that_it_read_is_another() =>
        new CompilationChange(Compiled(ElmanCell.Products), Compiled(ElmanCell.Products.Replace("y[j] +=", "y[j] -=", StringComparison.Ordinal))).Spares(Read).ShouldBeFalse();

    [Fact]
    public void A_place_moves_with_its_type()
    {
        var (before, after) = (Compiled(ElmanCell.Products), Compiled("\n\n" + ElmanCell.Products));
        var place = Location.Create(before.SyntaxTrees[0], new(ElmanCell.Products.IndexOf("Times", StringComparison.Ordinal), 5));

        var now = new CompilationChange(before, after).Follow(place).ShouldNotBeNull();

        now.SourceTree.ShouldBe(after.SyntaxTrees[0]);
        now.SourceSpan.Start.ShouldBe(place.SourceSpan.Start + 2);
    }

    [Fact]
    public void A_place_in_a_changed_type_is_no_more()
    {
        var (before, after) = (Compiled(ElmanCell.Products), Compiled(ElmanCell.Products.Replace("y[j] +=", "y[j] -=", StringComparison.Ordinal)));

        new CompilationChange(before, after).Follow(Location.Create(before.SyntaxTrees[0], new(20, 5))).ShouldBeNull();
    }

    /// <summary>In three states of a folder: as it is, with another body beside, and with another body that the cell's probe read.</summary>
    [Fact]
    public async Task Only_what_an_edit_can_affect_is_probed_again()
    {
        _scratch.Write("Rnn.cs", ElmanCell.WithProducts);
        var matrix = _scratch.Write("Matrix.cs", ElmanCell.Products);
        var aside = _scratch.Write("Aside.cs", Aside);
        using var known = new ProbedTypes();
        using var folder = new LooseFolder(_scratch.Folder, isDeep: true);

        await AllAsync(folder, known);
        var first = known.Probes;
        first.ShouldBe(3);

        await AllAsync(folder, known, (aside, Aside.Replace("=> 1", "=> 2", StringComparison.Ordinal)));
        known.Probes.ShouldBe(first + 1);

        await AllAsync(folder, known, (matrix, ElmanCell.Products.Replace("y[j] +=", "y[j] -=", StringComparison.Ordinal)));
        known.Probes.ShouldBe(first + 4);
    }

    private static async Task AllAsync(LooseFolder folder, ProbedTypes known, params (string Path, string Text)[] open)
    {
        var documents = new OpenDocuments();
        foreach (var (path, text) in open)
            documents.Open(new(FilePaths.ToUri(path), "csharp", 1, text));
        using var state = new CodeState(documents.Current, folder.Units(documents.Current), known);
        await (await state.StateOf(state.Units.ShouldHaveSingleItem())).CellsAsync(null);
    }

    private static CompilationChange Change(string before, string after) => new(Compiled(before), Compiled(after));

    private static CSharpCompilation Compiled(string text) => CSharpCompilation.Create("Code", [CSharpSyntaxTree.ParseText(text, path: "A.cs")], options: new(OutputKind.DynamicallyLinkedLibrary));
}
