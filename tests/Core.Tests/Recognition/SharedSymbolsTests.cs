using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A project beside another, of which each has read the framework by itself, so that one sees the other through copies.</summary>
public class SharedSymbolsTests
{
    [Fact]
    public void Tracing_goes_on_into_a_project_that_was_seen_through_copies()
    {
        var products = Named("Products", ElmanCell.Products);
        products = products.WithReferences(products.References.Cast<PortableExecutableReference>().Select(reference => MetadataReference.CreateFromFile(reference.FilePath!)));
        var bridge = Named("Bridge", "public static class Bridge { public static double[] Back(double[,] a, double[] d) => Matrix.TransposedTimes(a, d); }").AddReferences(products.ToMetadataReference());
        var net = Named("Net", ElmanCell.Rnn("Matrix.Times(W, h[t])", "Bridge.Back(W, d)")).AddReferences(bridge.ToMetadataReference(), products.ToMetadataReference());
        IsSeenAsItIs(net, products).ShouldBeFalse("or there is nothing to test");

        var unified = SharedSymbols.Unify(net, CancellationToken.None);

        var (inner, outer) = (Used(unified, "Products"), Used(unified, "Bridge"));
        IsSeenAsItIs(unified, inner).ShouldBeTrue();
        IsSeenAsItIs(unified, outer).ShouldBeTrue();
        Used(outer, "Products").ShouldBe(inner, "one project stays one");
        Verdicts.Of(unified).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);
    }

    [Fact]
    public void What_is_seen_as_it_is_stays()
    {
        var products = Named("Products", ElmanCell.Products);
        products = products.WithReferences(products.References.Cast<PortableExecutableReference>().Select(reference => MetadataReference.CreateFromFile(reference.FilePath!)));
        var net = products.WithAssemblyName("Net").RemoveAllSyntaxTrees().AddReferences(products.ToMetadataReference());
        var unified = SharedSymbols.Unify(net, CancellationToken.None);

        SharedSymbols.Unify(unified, CancellationToken.None).ShouldBe(unified);
    }

    private static Compilation Named(string assembly, string text) => ProgramRunner.Compile([new ProgramFile($"{assembly}.cs", text)]).WithAssemblyName(assembly);

    private static Compilation Used(Compilation compilation, string assembly) =>
        compilation.References.OfType<CompilationReference>().Single(reference => reference.Compilation.AssemblyName == assembly).Compilation;

    private static bool IsSeenAsItIs(Compilation compilation, Compilation project) =>
        compilation.References.OfType<CompilationReference>().Single(reference => reference.Compilation == project) is var reference
        && SymbolEqualityComparer.Default.Equals(compilation.GetAssemblyOrModuleSymbol(reference), project.Assembly);
}
